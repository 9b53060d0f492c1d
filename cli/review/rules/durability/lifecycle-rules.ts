import { isNewResource } from "../arguments/new-resource";
import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import { isUnknownAt } from "../../plan/values-at";
import type { ReviewRule, RuleMatch } from "../review-rule";
import { expiriesOf, expiryText, newExpiries } from "./expiry";
import { imageExpiriesOf, newImageExpiries } from "./image-expiry";

/** Rules by which a service itself deletes or archives. */
export const lifecycleRules: readonly ReviewRule[] = [
  {
    id: "durability/lifecycle-expiry",
    title: "Objects expire, or are archived, that were kept, or earlier",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html",
    level: "look closely",
    find: (plan) =>
      settingsOf(plan, LIFECYCLE, "bucket", "aws_s3_bucket").flatMap(
        ({ address, before, after, unknown }) =>
          isUnknownAt(unknown, "rule.expiration") ||
          isUnknownAt(unknown, "rule.noncurrent_version_expiration")
            ? [{ address, message: "has an expiry that is known only after apply" }]
            : newExpiries(expiriesOf(before ?? {}), expiriesOf(after ?? {})).map((expiry) => ({
                address,
                message: `now ${expiryText(expiry)}`,
                ...(expiry.kind === "current" ? { level: "destroys data" as const } : {}),
              })),
      ),
  },
  {
    id: "durability/image-expiry",
    title: "Images of a repository expire that were kept, or earlier",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
    level: "look closely",
    find: (plan) =>
      settingsOf(plan, /^aws_ecr_lifecycle_policy$/, "repository", "aws_ecr_repository").flatMap(
        ({ address, before, after, unknown }): RuleMatch[] =>
          isUnknownAt(unknown, "policy")
            ? [{ address, message: "has a policy that is known only after apply" }]
            : newImageExpiries(imageExpiriesOf(before?.policy), imageExpiriesOf(after?.policy)).map(
                (message) => ({ address, message }),
              ),
      ),
  },
];

const LIFECYCLE =
  /^aws_s3(_bucket|_bucket_lifecycle_configuration|control_bucket_lifecycle_configuration)$/;

/** Settings that change, or that are added to a resource which exists already. */
function settingsOf(
  plan: ReviewedPlan,
  types: RegExp,
  argument: string,
  owner: string,
): ReviewedChange[] {
  return plan.changes.filter((change) => {
    const { type, kind, after } = change;
    if (!types.test(type) || after === null) return false;
    if (kind === "update" || kind === "replace") return true;
    return kind === "create" && type !== owner && !isNewResource(plan, change, argument, owner);
  });
}
