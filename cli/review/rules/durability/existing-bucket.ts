import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import { valuesAt } from "../../plan/values-at";
import type { ReviewRule, RuleMatch } from "../review-rule";

/**
 * Settings of buckets are resources of their own: a new one changes a bucket that exists. For a bucket of the same plan it is
 * compared with nothing.
 */
export const existingBucketRules: readonly ReviewRule[] = [
  {
    id: "durability/suspended-versions",
    title: "A bucket that exists stops keeping the versions of its objects",
    source:
      "checkov CKV_AWS_21; https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    level: "look closely",
    find: (plan) =>
      newSettings(
        plan,
        "aws_s3_bucket_versioning",
        ({ after }) => valuesAt(after, "versioning_configuration.status").includes("Suspended"),
        "suspends the versions of a bucket that exists",
      ),
  },
  {
    id: "durability/replaced-notifications",
    title: "The notifications of a bucket that exists are replaced",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html",
    level: "look closely",
    find: (plan) =>
      newSettings(
        plan,
        "aws_s3_bucket_notification",
        () => true,
        "replaces every notification of a bucket that exists",
      ),
  },
];

function newSettings(
  plan: ReviewedPlan,
  type: string,
  applies: (change: ReviewedChange) => boolean,
  message: string,
): RuleMatch[] {
  const created = plan.changes
    .filter((change) => change.type === "aws_s3_bucket" && change.kind === "create")
    .map(({ after }) => after?.bucket);
  return plan.changes
    .filter((change) => change.type === type && change.kind === "create" && applies(change))
    .filter(({ after }) => {
      // The name of a bucket that the plan creates may be known only after apply.
      const bucket = after?.bucket;
      return typeof bucket === "string" && !created.includes(bucket);
    })
    .map(({ address }) => ({ address, message }));
}
