import { refersTo, resourcesOf, stringArgument } from "../../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../../terraform/plan/terraform-resource";
import { plannedResources, priorResources } from "../../../terraform/plan/plan-resources";
import type { ReviewRule } from "../review-rule";
import { compareViolations } from "../violations";
import type { Violations } from "../violations";

type RuleText = Pick<ReviewRule, "id" | "title" | "source">;

/** Rules about every bucket, stream, log group and key, changed or not. */
export const resourceRules: readonly ReviewRule[] = [
  bucketRule(
    {
      id: "project/public-access-block",
      title: "A bucket has no public access block",
      source: "checkov CKV2_AWS_6",
    },
    "aws_s3_bucket_public_access_block",
    "does not block public access",
  ),
  bucketRule(
    {
      id: "project/bucket-encryption",
      title: "A bucket has no encryption configured",
      source: "checkov CKV_AWS_145",
    },
    "aws_s3_bucket_server_side_encryption_configuration",
    "does not configure encryption",
  ),
  bucketRule(
    {
      id: "project/bucket-policy",
      title: "A bucket has no policy",
      source:
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html (enforce encryption of data in transit)",
    },
    "aws_s3_bucket_policy",
    "has no policy that denies plain HTTP",
  ),
  resourceRule(
    {
      id: "project/public-access-settings",
      title: "A public access block leaves one of its four settings off",
      source: "checkov CKV_AWS_53 to CKV_AWS_56",
    },
    (resources) =>
      resourcesOf(resources, "aws_s3_bucket_public_access_block").flatMap(({ address, values }) =>
        [
          "block_public_acls",
          "block_public_policy",
          "ignore_public_acls",
          "restrict_public_buckets",
        ]
          .filter((flag) => values[flag] !== true)
          .map((flag) => ({ address, message: `does not ${flag.replaceAll("_", " ")}` })),
      ),
  ),
  valueRule(
    {
      id: "project/stream-encryption",
      title: "A stream is not encrypted",
      source: "checkov CKV_AWS_43",
    },
    "aws_kinesis_stream",
    ({ encryption_type }) => encryption_type !== "KMS",
    "is not encrypted",
  ),
  valueRule(
    {
      id: "project/log-group-encryption",
      title: "A log group is not encrypted with a customer managed key",
      source: "checkov CKV_AWS_158",
    },
    "aws_cloudwatch_log_group",
    (values) => stringArgument(values, "kms_key_id") === undefined,
    "is not encrypted with a customer managed key",
  ),
  valueRule(
    {
      id: "project/key-rotation",
      title: "A key is not rotated",
      source: "checkov CKV_AWS_7",
    },
    "aws_kms_key",
    ({ enable_key_rotation }) => enable_key_rotation !== true,
    "is not rotated",
  ),
];

function resourceRule(text: RuleText, violations: Violations): ReviewRule {
  return {
    ...text,
    level: "look closely",
    find: (plan) => compareViolations(plan, violations(plan.prior), violations(plan.planned)),
  };
}

/** Every bucket needs a resource of a type; only a plan with all its resources shows whether it has one. */
function bucketRule(text: RuleText, type: string, message: string): ReviewRule {
  const violations: Violations = (resources) =>
    resourcesOf(resources, "aws_s3_bucket")
      .filter(
        (bucket) =>
          !resourcesOf(resources, type).some(({ values }) =>
            refersTo(stringArgument(values, "bucket"), bucket),
          ),
      )
      .map(({ address }) => ({ address, message }));
  return {
    ...text,
    level: "look closely",
    find: ({ plan }) =>
      compareViolations(
        { plan },
        violations(priorResources(plan)),
        violations(plannedResources(plan)),
      ),
  };
}

function valueRule(
  text: RuleText,
  type: string,
  isViolated: (values: TerraformResource["values"]) => boolean,
  message: string,
): ReviewRule {
  return resourceRule(text, (resources) =>
    resourcesOf(resources, type)
      .filter(({ values }) => isViolated(values))
      .map(({ address }) => ({ address, message })),
  );
}
