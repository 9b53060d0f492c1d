import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, OTHER_ACCOUNT } from "../support/policy-text";

const stream = {
  name: "events",
  shard_count: 4,
  retention_period: 24,
  encryption_type: "KMS",
  stream_mode_details: [{ stream_mode: "PROVISIONED" }],
};
const mapping = {
  event_source_arn: `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/events`,
  function_name: "consumer",
  enabled: true,
  batch_size: 100,
  bisect_batch_on_function_error: true,
  destination_config: [
    { on_failure: [{ destination_arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:failed` }] },
  ],
};

/** What carries events, jobs and requests from one service to the next. */
export const routes: readonly CorpusCase[] = [
  {
    name: "halves the shards of a stream",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html and the limit of 1 MB/s a shard",
    why: "At today's load, publishers may be throttled.",
    plan: plan(update("aws_kinesis_stream.events", stream, { shard_count: 2 })),
  },
  {
    name: "reduces eight shards of a stream to three at once",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html: at least half at once",
    why: "Kinesis refuses it, in the middle of an apply.",
    plan: plan(
      update("aws_kinesis_stream.events", { ...stream, shard_count: 8 }, { shard_count: 3 }),
    ),
  },
  {
    name: "changes a stream from on-demand to two shards",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html",
    why: "A stream that scaled by itself now throttles beyond 2 MB/s.",
    plan: plan(
      update(
        "aws_kinesis_stream.events",
        { ...stream, shard_count: 0, stream_mode_details: [{ stream_mode: "ON_DEMAND" }] },
        { shard_count: 2, stream_mode_details: [{ stream_mode: "PROVISIONED" }] },
      ),
    ),
  },
  {
    name: "switches off the reader of a stream",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html: Enabled",
    why: "Events expire unread after a day.",
    plan: plan(update("aws_lambda_event_source_mapping.consumer", mapping, { enabled: false })),
  },
  {
    name: "drops the place for batches that fail",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html: without one, failed records are skipped",
    why: "Events that fail are lost without a trace.",
    plan: plan(
      update("aws_lambda_event_source_mapping.consumer", mapping, { destination_config: [] }),
    ),
  },
  {
    name: "reads larger batches of a stream",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batch.html",
    why: "The same events reach the same function in fewer calls.",
    plan: plan(update("aws_lambda_event_source_mapping.consumer", mapping, { batch_size: 200 })),
  },
  {
    name: "switches off a schedule",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-delete-rule.html",
    why: "The publisher is no longer called.",
    plan: plan(
      update(
        "aws_cloudwatch_event_rule.every_minute",
        { name: "every-minute", schedule_expression: "rate(1 minute)", state: "ENABLED" },
        { state: "DISABLED" },
      ),
    ),
  },
  {
    name: "sends events of a rule to another account's bus",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html",
    why: "Events leave the account.",
    plan: plan(
      create("aws_cloudwatch_event_target.partner", {
        rule: "orders",
        arn: `arn:aws:events:eu-west-1:${OTHER_ACCOUNT}:event-bus/partner`,
        role_arn: `arn:aws:iam::${ACCOUNT}:role/events`,
      }),
    ),
  },
  {
    name: "sends alarms of a topic to another account's queue",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-send-message-to-sqs-cross-account.html",
    why: "Messages leave the account.",
    plan: plan(
      create("aws_sns_topic_subscription.partner", {
        topic_arn: `arn:aws:sns:eu-west-1:${ACCOUNT}:orders`,
        protocol: "sqs",
        endpoint: `arn:aws:sqs:eu-west-1:${OTHER_ACCOUNT}:inbox`,
      }),
    ),
  },
  {
    name: "removes who is told by the topic of alarms",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
    why: "Alarms ring, and nobody hears them.",
    plan: plan(
      destroy("aws_sns_topic_subscription.on_call", {
        topic_arn: `arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`,
        protocol: "email",
        endpoint: "on-call@example.com",
      }),
    ),
  },
  {
    name: "removes the notifications of a bucket",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
    why: "New objects are no longer processed.",
    plan: plan(
      destroy("aws_s3_bucket_notification.inbox", {
        bucket: "inbox",
        lambda_function: [
          {
            lambda_function_arn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:ingest`,
            events: ["s3:ObjectCreated:*"],
          },
        ],
      }),
    ),
  },
  {
    name: "removes the schedule of a crawler",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/glue/latest/dg/schedule-crawler.html",
    why: "New partitions are no longer found.",
    plan: plan(
      update(
        "aws_glue_crawler.events",
        { name: "events", database_name: "lake", schedule: "cron(0 * * * ? *)" },
        { schedule: "" },
      ),
    ),
  },
  {
    name: "runs no task of a service any more",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html",
    why: "The service is down.",
    plan: plan(
      update(
        "aws_ecs_service.jobs",
        { name: "jobs", cluster: "apps", desired_count: 3, task_definition: "jobs:7" },
        { desired_count: 0 },
      ),
    ),
  },
  {
    name: "lets a crawler delete tables whose data is gone",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/glue/latest/dg/crawler-schema-changes-prevent.html: DeleteBehavior DELETE_FROM_DATABASE",
    why: "A crawl at the wrong moment removes tables from the catalog.",
    plan: plan(
      update(
        "aws_glue_crawler.events",
        {
          name: "events",
          database_name: "lake",
          schema_change_policy: [{ delete_behavior: "LOG", update_behavior: "LOG" }],
        },
        {
          schema_change_policy: [
            { delete_behavior: "DELETE_FROM_DATABASE", update_behavior: "UPDATE_IN_DATABASE" },
          ],
        },
      ),
    ),
  },
];
