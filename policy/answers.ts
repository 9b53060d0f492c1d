/** Why findings of a check are accepted, and of which resources; a finding of any other resource fails the scan. */
export interface Answer {
  /** For example `CKV_AWS_18`. */
  readonly check: string;
  /** What the check asks for. */
  readonly requirement: string;
  /** Addresses in which `{dataset}` stands for the name of each dataset, for example `aws_s3_bucket.raw_bucket`. */
  readonly resources: readonly string[];
  /** Names of the stacks in which they are accepted. @default - every stack */
  readonly stacks?: readonly string[];
  /** Whether the resources exist only with settings that not every configuration has. @default false */
  readonly isOptional?: boolean;
  /** The reason, in sentences. */
  readonly reason: string;
}

const PUBLISHERS = ["aws_lambda_function.{dataset}_publisher_function"];
const BUCKETS_OF_THE_LAKE = [
  "aws_s3_bucket.data_lake_bucket",
  "aws_s3_bucket.raw_bucket",
  "aws_s3_bucket.athena_results_bucket",
  "aws_s3_bucket.access_log_bucket",
];
const STATE_BUCKET = "aws_s3_bucket.state_bucket";

/**
 * Every finding that is accepted. docs/security/security-baseline.md shows them (`npm run docs:security`). The scan
 * also fails if no resource of an answer has the finding any more.
 */
export const answers: readonly Answer[] = [
  {
    check: "CKV_AWS_18",
    requirement: "access logs of every bucket",
    resources: [STATE_BUCKET],
    // https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
    reason:
      "The state bucket is created before the log bucket, maybe in another region, and S3 delivers access logs only within a region. CloudTrail records the uses of its key as management events.",
  },
  {
    check: "CKV_AWS_99",
    requirement: "Glue encrypts logs, bookmarks and objects",
    resources: ["aws_glue_security_configuration.crawler_security"],
    reason:
      "The crawler's logs are encrypted. It has no bookmarks and writes no objects, so there is nothing else to encrypt.",
  },
  {
    check: "CKV_AWS_115",
    requirement: "reserved concurrency for each function",
    resources: PUBLISHERS,
    reason:
      "A setting of the environment (`publisherReservedConcurrency`): 100 must stay unreserved, and new accounts have hardly more.",
  },
  {
    check: "CKV_AWS_116",
    requirement: "a dead letter queue for each function",
    resources: PUBLISHERS,
    reason:
      "The publisher reports each unpublished record to its caller. A queue would contain only events of asynchronous invocations, in one more place to monitor.",
  },
  {
    check: "CKV_AWS_117",
    requirement: "functions inside a VPC",
    resources: PUBLISHERS,
    reason:
      "The publisher calls only public AWS endpoints over TLS; a VPC would add endpoints that cost money.",
  },
  {
    check: "CKV_AWS_144",
    requirement: "replication to another region",
    resources: [...BUCKETS_OF_THE_LAKE, STATE_BUCKET],
    reason:
      "A copy in another region is a legal and financial decision. Versioning, retention and the two keys for destruction protect against mistakes.",
  },
  {
    check: "CKV_AWS_145",
    requirement: "a customer managed key for every bucket",
    resources: ["aws_s3_bucket.access_log_bucket"],
    reason:
      "All other buckets have one. S3's log service can't use one, so the log bucket has an S3-managed key.",
  },
  {
    check: "CKV_AWS_173",
    requirement: "a customer managed key for a function's environment",
    resources: PUBLISHERS,
    reason:
      "It contains the name of a stream and a path, but no secret, and Lambda encrypts it with its own key.",
  },
  {
    check: "CKV_AWS_272",
    requirement: "code signing for functions",
    resources: PUBLISHERS,
    reason:
      "The package is built at synth from this repository and pinned by its hash; signing needs a signing profile of the account's owner.",
  },
  {
    check: "CKV_AWS_338",
    requirement: "logs kept for a year",
    resources: ["crawler", "delivery_stream", "publisher_function"].map(
      (part) => `aws_cloudwatch_log_group.{dataset}_${part}_logs`,
    ),
    stacks: ["local", "dev", "qa"],
    reason:
      "`prod` keeps them for a year; elsewhere 30 days are enough (`monitoring.logRetentionDays`).",
  },
  {
    check: "CKV_AWS_356",
    requirement: "no `*` as resource of actions that can be restricted",
    resources: ["aws_iam_policy_document.deploy_role_data_permissions"],
    isOptional: true,
    // https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html
    reason:
      "Only with `github`: `kms:List*` in the statement `ListStreamKeys`, which AWS documents for administrators of encrypted streams. It lists keys, their grants and policies, but shows no data. A test holds every statement against AWS's service authorization reference.",
  },
  {
    check: "CKV2_AWS_62",
    requirement: "event notifications of buckets",
    resources: [...BUCKETS_OF_THE_LAKE, STATE_BUCKET],
    reason:
      "Nothing consumes them: partitions are projected or crawled, and alarms monitor the delivery.",
  },
];

/** The addresses of resources in which `{dataset}` stands for the name of each dataset. */
export function answeredAddresses(
  resources: readonly string[],
  datasets: readonly string[],
): readonly string[] {
  return resources.flatMap((resource) =>
    resource.includes("{dataset}")
      ? datasets.map((dataset) => resource.replace("{dataset}", dataset))
      : [resource],
  );
}
