import type { Block } from "../../support/plans/synth";

/** Resources by their addresses. */
type Resources = Readonly<Record<string, Block>>;

/** Finds violations in the resources of a stack, as lines that begin with an address. */
export type BaselineRule = (resources: Resources) => string[];

/** Reports resources of a type without a property. */
function each(type: string, violation: string, isMet: (block: Block) => boolean): BaselineRule {
  return (resources) =>
    Object.entries(resources)
      .filter(([address, block]) => address.startsWith(`${type}.`) && !isMet(block))
      .map(([address]) => `${address} ${violation}`);
}

/** Reports buckets without a resource that configures them. */
function eachBucketHas(
  type: string,
  isMet: (block: Block) => boolean,
  isExempt: (address: string) => boolean = () => false,
): BaselineRule {
  return (resources) =>
    Object.keys(resources)
      .filter((address) => address.startsWith("aws_s3_bucket.") && !isExempt(address))
      .filter(
        (bucket) =>
          !Object.entries(resources).some(
            ([address, block]) =>
              address.startsWith(`${type}.`) &&
              block.bucket === `\${${bucket}.bucket}` &&
              isMet(block),
          ),
      )
      .map((bucket) => `${bucket} has no ${type}`);
}

const contains = (block: Block, text: string) => JSON.stringify(block).includes(text);

/** The most important rules of the baseline, by requirement. */
export const baselineRules: Readonly<Record<string, BaselineRule>> = {
  "keys are rotated": each(
    "aws_kms_key",
    "is not rotated",
    (key) => key.enable_key_rotation === true,
  ),
  "key policies allow no wildcard principals": each(
    "aws_kms_key",
    "allows everyone",
    (key) => !/"Principal":(\{"AWS":)?"\*"/.test(String(key.policy)),
  ),
  "buckets are private": eachBucketHas("aws_s3_bucket_public_access_block", (block) =>
    [
      "block_public_acls",
      "block_public_policy",
      "ignore_public_acls",
      "restrict_public_buckets",
    ].every((name) => block[name] === true),
  ),
  "buckets are encrypted": eachBucketHas(
    "aws_s3_bucket_server_side_encryption_configuration",
    (block) => contains(block, "aws:kms") || contains(block, "AES256"),
  ),
  "data buckets have a customer managed key": eachBucketHas(
    "aws_s3_bucket_server_side_encryption_configuration",
    (block) => contains(block, "aws:kms") && contains(block, "aws_kms_key."),
    (address) => address.endsWith(".access_log_bucket"),
  ),
  "buckets are versioned": eachBucketHas("aws_s3_bucket_versioning", (block) =>
    contains(block, '"Enabled"'),
  ),
  "buckets have a policy": eachBucketHas("aws_s3_bucket_policy", () => true),
  "buckets disable access control lists": eachBucketHas(
    "aws_s3_bucket_ownership_controls",
    (block) => contains(block, "BucketOwnerEnforced"),
  ),
  "buckets abort incomplete uploads": eachBucketHas(
    "aws_s3_bucket_lifecycle_configuration",
    (block) => contains(block, "days_after_initiation"),
  ),
  "data buckets have access logs": eachBucketHas(
    "aws_s3_bucket_logging",
    () => true,
    (address) => address.endsWith(".access_log_bucket"),
  ),
  "log groups have a retention and a key": each(
    "aws_cloudwatch_log_group",
    "has no retention or no key",
    (group) => Number(group.retention_in_days) > 0 && contains(group, "aws_kms_key."),
  ),
  "streams have a customer managed key": each(
    "aws_kinesis_stream",
    "has no customer managed key",
    (stream) => stream.encryption_type === "KMS" && contains(stream, "aws_kms_key."),
  ),
  "functions are traced": each("aws_lambda_function", "is not traced", (lambda) =>
    contains(lambda, '"Active"'),
  ),
  "crawlers have a security configuration": each(
    "aws_glue_crawler",
    "has no security configuration",
    (crawler) => crawler.security_configuration !== undefined,
  ),
  "workgroups are enforced and encrypted": each(
    "aws_athena_workgroup",
    "is not enforced and encrypted",
    (group) =>
      contains(group, '"enforce_workgroup_configuration":true') && contains(group, "SSE_KMS"),
  ),
  "topics have a customer managed key": each(
    "aws_sns_topic",
    "has no customer managed key",
    (topic) => contains({ key: topic.kms_master_key_id }, "aws_kms_key."),
  ),
};
