import type { Block } from "../../support/plans/synth";

/** Resources by their addresses. */
type Resources = Readonly<Record<string, Block>>;

/** What is wrong with the resources of a stack, each a line that begins with an address. */
export type BaselineRule = (resources: Resources) => string[];

/** Refuses resources of a type that lack something. */
function each(type: string, asks: string, holds: (block: Block) => boolean): BaselineRule {
  return (resources) =>
    Object.entries(resources)
      .filter(([address, block]) => address.startsWith(`${type}.`) && !holds(block))
      .map(([address]) => `${address} ${asks}`);
}

/** Refuses buckets without another resource that names them. */
function eachBucketHas(
  type: string,
  holds: (block: Block) => boolean,
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
              holds(block),
          ),
      )
      .map((bucket) => `${bucket} has no ${type}`);
}

const contains = (block: Block, text: string) => JSON.stringify(block).includes(text);

/** The rules of the baseline that matter most, by what they ask for. */
export const baselineRules: Readonly<Record<string, BaselineRule>> = {
  "keys are rotated": each(
    "aws_kms_key",
    "is not rotated",
    (key) => key.enable_key_rotation === true,
  ),
  "keys trust no wildcard": each(
    "aws_kms_key",
    "trusts everybody",
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
  "buckets of data have a customer's key": eachBucketHas(
    "aws_s3_bucket_server_side_encryption_configuration",
    (block) => contains(block, "aws:kms") && contains(block, "aws_kms_key."),
    (address) => address.endsWith(".access_log_bucket"),
  ),
  "buckets are versioned": eachBucketHas("aws_s3_bucket_versioning", (block) =>
    contains(block, '"Enabled"'),
  ),
  "buckets have a policy": eachBucketHas("aws_s3_bucket_policy", () => true),
  "buckets know no access lists": eachBucketHas("aws_s3_bucket_ownership_controls", (block) =>
    contains(block, "BucketOwnerEnforced"),
  ),
  "buckets end incomplete uploads": eachBucketHas(
    "aws_s3_bucket_lifecycle_configuration",
    (block) => contains(block, "days_after_initiation"),
  ),
  "buckets of data are logged": eachBucketHas(
    "aws_s3_bucket_logging",
    () => true,
    (address) => address.endsWith(".access_log_bucket"),
  ),
  "log groups end and are encrypted": each(
    "aws_cloudwatch_log_group",
    "has no end or no key",
    (group) => Number(group.retention_in_days) > 0 && contains(group, "aws_kms_key."),
  ),
  "streams have a customer's key": each(
    "aws_kinesis_stream",
    "has no customer's key",
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
  "work groups are enforced and encrypted": each(
    "aws_athena_workgroup",
    "is not enforced and encrypted",
    (group) =>
      contains(group, '"enforce_workgroup_configuration":true') && contains(group, "SSE_KMS"),
  ),
  "topics have a customer's key": each("aws_sns_topic", "has no customer's key", (topic) =>
    contains({ key: topic.kms_master_key_id }, "aws_kms_key."),
  ),
};
