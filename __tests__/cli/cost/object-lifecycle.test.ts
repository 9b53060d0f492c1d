import { lifecycleOf } from "../../../cli/cost/object-lifecycle";
import { resource } from "./support/costed-lake";

const bucket = resource("aws_s3_bucket.lake", { bucket: "events-lake" });

function expiryOf(filter: object, prefix = "data/events/"): number | undefined {
  const rule = { status: "Enabled", filter: [filter], expiration: [{ days: 9 }] };
  const lifecycle = resource("aws_s3_bucket_lifecycle_configuration.lake", {
    bucket: "${aws_s3_bucket.lake.bucket}",
    rule: [rule],
  });
  return lifecycleOf(bucket, prefix, [bucket, lifecycle]).expirationDays;
}

describe("the object lifecycle below a prefix", () => {
  it.each([
    ["of the whole bucket", { prefix: "" }, 9],
    ["of a folder around it", { prefix: "data/" }, 9],
    ["of another folder", { prefix: "errors/" }, undefined],
    ["of tagged objects", { and: [{ prefix: "", tags: { Content: "other" } }] }, undefined],
    ["of objects with one tag", { tag: [{ key: "Content", value: "other" }] }, undefined],
  ])("applies a rule %s or not", (_, filter, days) => {
    expect(expiryOf(filter)).toBe(days);
  });
});
