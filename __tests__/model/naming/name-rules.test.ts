import { nameProblem, nameRules } from "../../../model/naming/name-rules";
import type { NameRule } from "../../../model/naming/name-rules";

describe("the rule for each name", () => {
  it.each(Object.entries(nameRules) as [string, NameRule][])(
    "%s links to the documentation of the service",
    (_, rule) => {
      expect(rule.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    },
  );

  it.each([
    [nameRules.bucket, "abc", "a".repeat(63)],
    [nameRules.keyAlias, "alias/a", `alias/${"a".repeat(250)}`],
    [nameRules.stream, "a", "a".repeat(128)],
    [nameRules.deliveryStream, "a", "a".repeat(64)],
    [nameRules.lambdaFunction, "a", "a".repeat(64)],
    [nameRules.role, "a", "a".repeat(64)],
    [nameRules.logGroup, "a", "a".repeat(512)],
    [nameRules.database, "a", "a".repeat(255)],
    [nameRules.table, "a", "a".repeat(255)],
    [nameRules.crawler, "a", "a".repeat(255)],
    [nameRules.securityConfiguration, "a", "a".repeat(255)],
    [nameRules.workGroup, "a", "a".repeat(128)],
  ])(
    "$what accepts its shortest and longest name, and neither shorter nor longer ones",
    (rule, shortest, longest) => {
      expect(nameProblem(rule, shortest)).toBeUndefined();
      expect(nameProblem(rule, longest)).toBeUndefined();
      expect(nameProblem(rule, shortest.slice(0, -1))).toMatch(/^has only \d+ characters$/);
      expect(nameProblem(rule, `${longest}a`)).toMatch(/^has \d+ characters$/);
    },
  );

  it.each([
    [nameRules.bucket, "My-bucket"],
    [nameRules.bucket, "my_bucket"],
    [nameRules.bucket, "my.bucket"],
    [nameRules.bucket, "-bucket"],
    [nameRules.bucket, "bucket-"],
    [nameRules.bucket, "xn--bucket"],
    [nameRules.bucket, "bucket-s3alias"],
    [nameRules.bucket, "bucket--ol-s3"],
    [nameRules.keyAlias, "alias/aws/s3"],
    [nameRules.keyAlias, "buckets-key"],
    [nameRules.stream, "my stream"],
    [nameRules.deliveryStream, "my/stream"],
    [nameRules.lambdaFunction, "my.function"],
    [nameRules.role, "my/role"],
    [nameRules.logGroup, "/aws/my group"],
    [nameRules.database, "my-database"],
    [nameRules.database, "1database"],
    [nameRules.table, "Table"],
    [nameRules.workGroup, "my group"],
  ])("$what rejects the characters of %s", (rule, name) => {
    expect(nameProblem(rule, name)).toBe("contains a character that is not allowed");
  });

  it("counts a Terraform token as an account id", () => {
    const unknown = "${TfToken[TOKEN.12]}";
    expect(nameProblem(nameRules.bucket, `${"a".repeat(51)}${unknown}`)).toBeUndefined();
    expect(nameProblem(nameRules.bucket, `${"a".repeat(52)}${unknown}`)).toBe("has 64 characters");
  });
});
