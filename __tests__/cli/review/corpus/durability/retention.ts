import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";

const lifecycle = (days: number) => [
  {
    id: "expire",
    status: "Enabled",
    filter: [{ prefix: "" }],
    expiration: [{ days }],
    transition: [],
    noncurrent_version_expiration: [],
  },
];
const lakeLifecycle = (before: unknown, after: unknown) =>
  plan(
    update(
      "aws_s3_bucket_lifecycle_configuration.lake",
      { bucket: "lake-events", id: "lake-events", rule: before },
      { rule: after },
    ),
  );
const logs = (before: number, after: number) =>
  plan(
    update(
      "aws_cloudwatch_log_group.publisher",
      {
        name: "/publisher",
        retention_in_days: before,
        kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/1",
      },
      { retention_in_days: after },
    ),
  );
const stream = (before: number, after: number) =>
  plan(
    update(
      "aws_kinesis_stream.events",
      { name: "events", shard_count: 2, encryption_type: "KMS", retention_period: before },
      { retention_period: after },
    ),
  );
const EXPIRE =
  "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html";
const LOGS =
  "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/userguide/Working-with-log-groups-and-streams.html: events older than the retention are deleted";
const STREAM =
  "https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html: records older than a decreased period become inaccessible";

/** How long data is kept. */
export const retention: readonly CorpusCase[] = [
  {
    name: "expires the lake after a day instead of two years",
    verdict: "destroys data",
    source: `${EXPIRE}: existing objects expire, too`,
    why: "All older objects are deleted within a day.",
    plan: lakeLifecycle(lifecycle(730), lifecycle(1)),
  },
  {
    name: "keeps the lake for two years instead of one",
    verdict: "safe",
    source: EXPIRE,
    why: "Objects stay longer; none is deleted that would have stayed.",
    plan: lakeLifecycle(lifecycle(365), lifecycle(730)),
  },
  {
    name: "gives a bucket without a lifecycle one that expires objects after a day",
    verdict: "destroys data",
    source: `${EXPIRE}: existing objects expire, too`,
    why: "A created resource deletes here: all objects of the bucket are older than a day.",
    plan: plan(
      create("aws_s3_bucket_lifecycle_configuration.lake", {
        bucket: "lake-events",
        rule: lifecycle(1),
      }),
    ),
  },
  {
    name: "expires old versions after a day",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html: noncurrent versions are deleted permanently",
    why: "An overwritten or deleted object can be restored for one day only.",
    plan: lakeLifecycle(
      [{ ...lifecycle(730)[0], noncurrent_version_expiration: [{ noncurrent_days: 90 }] }],
      [{ ...lifecycle(730)[0], noncurrent_version_expiration: [{ noncurrent_days: 1 }] }],
    ),
  },
  {
    name: "moves objects of the lake to a storage class that Athena can't read",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html: objects in Glacier Flexible Retrieval and Deep Archive are ignored",
    why: "Queries silently leave these rows out.",
    plan: lakeLifecycle(lifecycle(730), [
      { ...lifecycle(730)[0], transition: [{ days: 30, storage_class: "DEEP_ARCHIVE" }] },
    ]),
  },
  {
    name: "keeps logs for a week instead of a year",
    verdict: "destroys data",
    source: LOGS,
    why: "The apply deletes 51 weeks of logs.",
    plan: logs(365, 7),
  },
  {
    name: "keeps logs for a month instead of indefinitely",
    verdict: "destroys data",
    source: `${LOGS}; 0 is "never expire"`,
    why: "30 is more than 0, and deletes everything older than a month.",
    plan: logs(0, 30),
  },
  {
    name: "keeps logs for a year instead of a week",
    verdict: "safe",
    source: "checkov CKV_AWS_338: logs are kept for a year",
    why: "It is the change above the other way round.",
    plan: logs(7, 365),
  },
  {
    name: "keeps events of a stream for a day instead of a week",
    verdict: "destroys data",
    source: STREAM,
    why: "Events of six days that a failed consumer still needs are gone.",
    plan: stream(168, 24),
  },
  {
    name: "keeps events of a stream for a week instead of two days",
    verdict: "safe",
    source: STREAM,
    why: "Events stay longer, at the price that two days have.",
    plan: stream(48, 168),
  },
  {
    name: "keeps messages of a queue for a minute instead of two weeks",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html: existing messages may expire and be deleted",
    why: "Jobs are lost as soon as workers are slower than a minute.",
    plan: plan(
      update(
        "aws_sqs_queue.jobs",
        { name: "jobs", sqs_managed_sse_enabled: true, message_retention_seconds: 1209600 },
        { message_retention_seconds: 60 },
      ),
    ),
  },
  {
    name: "keeps messages of a queue for two weeks instead of four days",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
    why: "Messages stay longer.",
    plan: plan(
      update(
        "aws_sqs_queue.jobs",
        { name: "jobs", sqs_managed_sse_enabled: true, message_retention_seconds: 345600 },
        { message_retention_seconds: 1209600 },
      ),
    ),
  },
  {
    name: "lets items of a table of DynamoDB expire",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html: items past their time are deleted",
    why: "Whatever number is in the attribute decides which items go.",
    plan: plan(
      update(
        "aws_dynamodb_table.sessions",
        { name: "sessions", hash_key: "id", ttl: [{ enabled: false, attribute_name: "" }] },
        { ttl: [{ enabled: true, attribute_name: "created_at" }] },
      ),
    ),
  },
  {
    name: "expires images of a repository",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html: images are expired within 24 hours",
    why: "Images that services run can't be pulled any more.",
    plan: plan(
      create("aws_ecr_lifecycle_policy.jobs", {
        repository: "jobs",
        policy:
          '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]}',
      }),
    ),
  },
  {
    name: "removes the lifecycle of a bucket of query results",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/athena/latest/ug/querying.html: results are kept until something deletes them; checkov CKV2_AWS_61",
    why: "Personal data in results is kept indefinitely.",
    plan: plan(
      destroy("aws_s3_bucket_lifecycle_configuration.results", {
        bucket: "lake-results",
        rule: lifecycle(30),
      }),
    ),
  },
];
