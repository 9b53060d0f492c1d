import { refersTo, resourcesOf, stringArgument } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import type { RuleViolation } from "./rule-violation";

/** Violations of the rules about buckets, streams, log groups and keys. */
export function resourceViolations(resources: readonly TerraformResource[]): RuleViolation[] {
  return [
    ...resourcesOf(resources, "aws_s3_bucket").flatMap((bucket) =>
      bucketViolations(bucket, resources),
    ),
    ...resourcesOf(resources, "aws_s3_bucket_public_access_block").flatMap(publicAccessViolations),
    ...violationsWhere(
      resources,
      "aws_kinesis_stream",
      ({ encryption_type }) => encryption_type !== "KMS",
      "is not encrypted",
    ),
    ...violationsWhere(
      resources,
      "aws_cloudwatch_log_group",
      (values) => stringArgument(values, "kms_key_id") === undefined,
      "is not encrypted with a customer managed key",
    ),
    ...violationsWhere(
      resources,
      "aws_kms_key",
      ({ enable_key_rotation }) => enable_key_rotation !== true,
      "is not rotated",
    ),
  ];
}

function bucketViolations(
  bucket: TerraformResource,
  resources: readonly TerraformResource[],
): RuleViolation[] {
  const has = (type: string) =>
    resourcesOf(resources, type).some(({ values }) =>
      refersTo(stringArgument(values, "bucket"), bucket),
    );
  const { address } = bucket;
  return [
    ...(has("aws_s3_bucket_public_access_block")
      ? []
      : [{ address, what: "does not block public access" }]),
    ...(has("aws_s3_bucket_server_side_encryption_configuration")
      ? []
      : [{ address, what: "does not configure encryption" }]),
    ...(has("aws_s3_bucket_policy")
      ? []
      : [{ address, what: "has no policy that denies plain HTTP" }]),
  ];
}

function publicAccessViolations({ address, values }: TerraformResource): RuleViolation[] {
  return [
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
  ]
    .filter((flag) => values[flag] !== true)
    .map((flag) => ({ address, what: `does not ${flag.replaceAll("_", " ")}` }));
}

function violationsWhere(
  resources: readonly TerraformResource[],
  type: string,
  isViolated: (values: TerraformResource["values"]) => boolean,
  what: string,
): RuleViolation[] {
  return resourcesOf(resources, type)
    .filter(({ values }) => isViolated(values))
    .map(({ address }) => ({ address, what }));
}
