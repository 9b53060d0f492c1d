import { readReviewedPlan } from "../../../../../cli/review/plan/reviewed-plan";
import { findings } from "../../../../../cli/review/rules/findings";
import type { TerraformPlan } from "../../../../../cli/terraform/plan/terraform-plan";
import { planOf, planWith } from "../../support/plans";

const findingsOf = (plan: TerraformPlan) => findings(readReviewedPlan(plan));
const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const put = { Sid: "Put", Effect: "Allow", Action: "kinesis:PutRecords", Resource: "arn:stream" };

describe("findings of the project's rules", () => {
  it.each([
    [
      "iam",
      [
        "PutEvents allows every action: kinesis:*",
        "PutEvents allows kinesis:* on every resource",
        "ReadSecrets allows secretsmanager:GetSecretValue on every resource",
      ],
    ],
    ["key", ["Everyone allows everyone"]],
    [
      "public",
      [
        "ReadByAll allows everyone",
        "does not block public policy",
        "does not deny plain HTTP",
        "does not restrict public buckets",
      ],
    ],
    [
      "imported",
      [
        "does not block public access",
        "does not configure encryption",
        "has no policy that denies plain HTTP",
      ],
    ],
  ])("of the plan %s are new", (name, messages) => {
    const fresh = findingsOf(planOf(name)).filter(
      ({ isNew, rule }) =>
        isNew && /^(?:project|identity|exposure)\//.test(rule) && !rule.includes("/widened-"),
    );
    expect(fresh.map((each) => each.message).sort()).toEqual(messages);
  });

  it("are empty for the stack as shipped", () => {
    expect(findingsOf(planOf("first"))).toEqual([]);
  });

  it("distinguish existing from new ones", () => {
    const values = { policy: policy({ ...put, Action: "*" }) };
    const resources = [
      {
        address: "aws_iam_policy.old",
        mode: "managed",
        type: "aws_iam_policy",
        name: "old",
        values,
      },
    ] as const;
    const plan = planWith(
      { "aws_iam_policy.old": { actions: ["no-op"], before: values, after: values } },
      {
        planned_values: { root_module: { resources } },
        prior_state: { values: { root_module: { resources } } },
      },
    );
    expect(findingsOf(plan).filter(({ rule }) => rule === "identity/every-action")).toEqual([
      {
        rule: "identity/every-action",
        title: "A policy of an identity allows every action of a service",
        level: "look closely",
        address: "aws_iam_policy.old",
        message: "Put allows every action: *",
        isNew: false,
      },
    ]);
  });

  it.each([
    ["Bool", { "aws:SecureTransport": "false" }, true],
    ["Bool", { "AWS:securetransport": [false] }, true],
    ["BoolIfExists", { "aws:SecureTransport": "false" }, true],
    ["Bool", { "aws:SecureTransport": "true" }, false],
    ["Bool", { "aws:SecureTransport": ["false", "true"] }, false],
    ["Bool", { "aws:ViaAWSService": "false" }, false],
    ["Null", { "aws:SecureTransport": "false" }, false],
  ])("take a Deny by %s of %j as one of plain HTTP: %s", (test, keys, denies) => {
    const tls = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
    const values = { bucket: "b", policy: policy({ ...tls, Condition: { [test]: keys } }) };
    const plan = planWith({ "aws_s3_bucket_policy.tls": { before: null, after: values } });
    const rules = findingsOf(plan).map(({ rule }) => rule);
    expect(rules.includes("project/plain-http")).toBe(!denies);
  });
});
