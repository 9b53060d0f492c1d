import type { CorpusCase } from "../support/corpus-case";
import { create, keep, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, allow, allowTo, denyPlainHttp, policy } from "../support/policy-text";
import { privateBucket } from "../support/private-bucket";

const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

/** A new private bucket without one of its companions. */
const bucketWithout = (type: string) =>
  plan(...privateBucket(create, "archive", "lake-archive").filter((each) => each.type !== type));

/** A new private bucket with another policy. */
const bucketWith = (text: string) =>
  plan(
    ...privateBucket(create, "archive", "lake-archive").filter(
      (each) => each.type !== "aws_s3_bucket_policy",
    ),
    create("aws_s3_bucket_policy.archive", { bucket: "lake-archive", policy: text }),
  );

const stream = {
  name: "clicks",
  retention_period: 24,
  shard_count: 1,
  encryption_type: "KMS",
  kms_key_id: key,
  stream_mode_details: [{ stream_mode: "PROVISIONED" }],
};

/** Next to a stream that costs so much that one shard more does not count. */
const streamWith = (change: Readonly<Record<string, unknown>>) =>
  plan(
    keep("aws_kinesis_stream.events", { ...stream, name: "events", shard_count: 20 }),
    create("aws_kinesis_stream.clicks", { ...stream, ...change }),
  );

/** New resources that lack what the baseline asks for; each differs from a safe one in one detail. */
export const baseline: readonly CorpusCase[] = [
  {
    name: "creates a bucket that is not encrypted with a key",
    verdict: "look closely",
    source: "checkov CKV_AWS_145: buckets are encrypted with a KMS key",
    why: "Whoever may read an object needs no key.",
    plan: bucketWithout("aws_s3_bucket_server_side_encryption_configuration"),
  },
  {
    name: "creates a bucket without a policy that denies plain HTTP",
    verdict: "look closely",
    source: "AWS Security Hub S3.5: buckets require requests to use TLS",
    why: "Objects can be read in the clear.",
    plan: bucketWithout("aws_s3_bucket_policy"),
  },
  {
    name: "creates a bucket whose policy does not deny plain HTTP",
    verdict: "look closely",
    source: "AWS Security Hub S3.5: buckets require requests to use TLS",
    why: "Objects can be read in the clear.",
    plan: bucketWith(
      policy(
        allowTo({ AWS: `arn:aws:iam::${ACCOUNT}:role/reader` }, "s3:GetObject", {
          Resource: "arn:aws:s3:::lake-archive/*",
        }),
      ),
    ),
  },
  {
    name: "creates a bucket that everybody can read",
    verdict: "look closely",
    source: "checkov CKV_AWS_70: no bucket policy allows every principal",
    why: "It is on the internet from its first object on.",
    plan: bucketWith(
      policy(
        denyPlainHttp("lake-archive"),
        allowTo("*", "s3:GetObject", { Resource: "arn:aws:s3:::lake-archive/*" }),
      ),
    ),
  },
  {
    name: "creates a bucket with a public access block that lets ACLs be public",
    verdict: "look closely",
    source: "checkov CKV_AWS_53: buckets block public ACLs",
    why: "An ACL of one object makes it public.",
    plan: plan(
      ...privateBucket(create, "archive", "lake-archive").filter(
        (each) => each.type !== "aws_s3_bucket_public_access_block",
      ),
      create("aws_s3_bucket_public_access_block.archive", {
        bucket: "lake-archive",
        block_public_acls: false,
        block_public_policy: true,
        ignore_public_acls: false,
        restrict_public_buckets: true,
      }),
    ),
  },
  {
    name: "creates a stream that is not encrypted",
    verdict: "look closely",
    source: "checkov CKV_AWS_43: streams of Kinesis are encrypted",
    why: "Events are stored in the clear.",
    plan: streamWith({ encryption_type: "NONE", kms_key_id: null }),
  },
  {
    name: "creates an encrypted stream",
    verdict: "safe",
    source: "checkov CKV_AWS_43: streams of Kinesis are encrypted",
    why: "It differs from the one above in its encryption.",
    plan: streamWith({}),
  },
  {
    name: "creates a log group that is not encrypted with a key",
    verdict: "look closely",
    source: "checkov CKV_AWS_158: log groups are encrypted with a KMS key",
    why: "Logs often hold what nobody meant to log.",
    plan: plan(
      create("aws_cloudwatch_log_group.jobs", {
        name: "/jobs",
        retention_in_days: 365,
        kms_key_id: null,
      }),
    ),
  },
  {
    name: "creates a key that does not rotate",
    verdict: "look closely",
    source: "checkov CKV_AWS_7: keys are rotated",
    why: "One leaked key stays good indefinitely.",
    plan: plan(
      create("aws_kms_key.jobs", {
        description: "Jobs",
        is_enabled: true,
        enable_key_rotation: false,
        deletion_window_in_days: 30,
        policy: policy(
          allowTo({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, "kms:*", { Resource: "*" }),
        ),
      }),
    ),
  },
  {
    name: "creates a policy that allows every action of a service",
    verdict: "look closely",
    source: "AWS Security Hub IAM.21: policies allow no wildcard actions for services",
    why: "It can delete the table that it was meant to read.",
    plan: plan(
      create("aws_iam_policy.carts", {
        name: "carts",
        path: "/",
        policy: policy(allow("dynamodb:*", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/carts`)),
      }),
    ),
  },
  {
    name: "creates a policy that reads all buckets",
    verdict: "look closely",
    source: "checkov CKV_AWS_355: no IAM policy allows * as the resource of restrictable actions",
    why: "It reads what other teams keep in the account.",
    plan: plan(
      create("aws_iam_policy.reader", {
        name: "reader",
        path: "/",
        policy: policy(allow("s3:GetObject", "*")),
      }),
    ),
  },
  {
    name: "doubles the shards of a stream",
    verdict: "look closely",
    source:
      "https://aws.amazon.com/kinesis/data-streams/pricing/; docs/deploy/plan-review.md: costs that grow by more than a tenth and more than $10",
    why: "It costs twice as much.",
    plan: plan(
      update("aws_kinesis_stream.events", { ...stream, shard_count: 4 }, { shard_count: 8 }),
    ),
  },
  {
    name: "would replace a protected stream, which Terraform refuses",
    verdict: "look closely",
    source:
      "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy",
    why: "The plan can't be applied, and says what somebody tried.",
    plan: plan(),
    refused: ["aws_kinesis_stream.events"],
  },
];
