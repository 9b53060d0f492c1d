import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, keep, replace } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, allow, policy, trustOf } from "../support/policy-text";

const shared = {
  retention_period: 24,
  encryption_type: "KMS",
  kms_key_id: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
  stream_mode_details: [{ stream_mode: "PROVISIONED" }],
};
const alarm = {
  namespace: "AWS/Firehose",
  comparison_operator: "GreaterThanThreshold",
  evaluation_periods: 3,
  period: 300,
  statistic: "Maximum",
  actions_enabled: true,
};

/** Several changes that belong together. */
export const releases: readonly CorpusCase[] = [
  {
    name: "adds a dataset to a lake that has twenty shards already",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html and least privilege: everything of it is new",
    why: "Nothing that exists changes; the role may read the new stream and write the new prefix.",
    plan: plan(
      keep("aws_kinesis_stream.events", { ...shared, name: "events", shard_count: 20 }),
      create("aws_kinesis_stream.clicks", { ...shared, name: "clicks", shard_count: 1 }),
      create("aws_cloudwatch_log_group.clicks", {
        name: "/clicks",
        retention_in_days: 365,
        kms_key_id: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/2`,
      }),
      create("aws_cloudwatch_log_stream.clicks", {
        name: "destination",
        log_group_name: "/clicks",
      }),
      create("aws_iam_role.clicks", { name: "clicks", assume_role_policy: trustOf("firehose") }),
      create("aws_iam_role_policy.clicks", {
        name: "permissions",
        role: "clicks",
        policy: policy(
          allow(
            ["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream"],
            `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/clicks`,
          ),
          allow("s3:PutObject", "arn:aws:s3:::lake-events/clicks/*"),
        ),
      }),
      create("aws_glue_catalog_table.clicks", {
        name: "clicks",
        database_name: "lake",
        table_type: "EXTERNAL_TABLE",
        parameters: { classification: "parquet" },
        storage_descriptor: [
          {
            location: "s3://lake-events/clicks/",
            columns: [{ name: "click_id", type: "string" }],
          },
        ],
      }),
      create("aws_kinesis_firehose_delivery_stream.clicks", {
        name: "clicks",
        destination: "extended_s3",
        kinesis_source_configuration: [
          {
            kinesis_stream_arn: `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/clicks`,
            role_arn: `arn:aws:iam::${ACCOUNT}:role/clicks`,
          },
        ],
        extended_s3_configuration: [
          {
            bucket_arn: "arn:aws:s3:::lake-events",
            role_arn: `arn:aws:iam::${ACCOUNT}:role/clicks`,
            prefix: "clicks/",
            error_output_prefix: "errors/clicks/",
            buffering_interval: 300,
            cloudwatch_logging_options: [
              { enabled: true, log_group_name: "/clicks", log_stream_name: "destination" },
            ],
          },
        ],
      }),
      create("aws_cloudwatch_metric_alarm.clicks", {
        ...alarm,
        alarm_name: "clicks-freshness",
        metric_name: "DeliveryToS3.DataFreshness",
        threshold: 900,
        alarm_actions: [`arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`],
      }),
    ),
  },
  {
    name: "deploys another image of a service",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-task-definition.html: a new revision; services go on with the old until they are updated",
    why: "A task definition is its text, and only the image's version differs.",
    plan: plan(
      replace(
        "aws_ecs_task_definition.jobs",
        {
          family: "jobs",
          cpu: "256",
          memory: "512",
          container_definitions:
            '[{"name":"jobs","image":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/jobs:7","essential":true}]',
        },
        {
          container_definitions:
            '[{"name":"jobs","image":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/jobs:8","essential":true}]',
        },
      ),
    ),
  },
  {
    name: "detaches AdministratorAccess from a role",
    verdict: "safe",
    source: "checkov CKV_AWS_274: no identity uses the AWS managed policy AdministratorAccess",
    why: "It takes permissions away, as the check asks, and can be attached again.",
    plan: plan(
      destroy("aws_iam_role_policy_attachment.ci", {
        role: "ci",
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ),
  },
  {
    name: "removes a rule that opened SSH to the internet",
    verdict: "safe",
    source: "checkov CKV_AWS_24: no security group lets 0.0.0.0/0 in on port 22",
    why: "It closes what the check asks to close, and can be created again.",
    plan: plan(
      destroy("aws_vpc_security_group_ingress_rule.ssh", {
        security_group_id: "sg-1",
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "tcp",
        from_port: 22,
        to_port: 22,
      }),
    ),
  },
  {
    name: "lets a schedule call a function",
    verdict: "safe",
    source:
      "checkov CKV_AWS_364: permissions for services are limited by SourceArn or SourceAccount",
    why: "One rule of the account calls one function.",
    plan: plan(
      create("aws_cloudwatch_event_rule.hourly", {
        name: "hourly",
        schedule_expression: "rate(1 hour)",
        state: "ENABLED",
      }),
      create("aws_cloudwatch_event_target.hourly", {
        rule: "hourly",
        arn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:report`,
      }),
      create("aws_lambda_permission.hourly", {
        statement_id: "hourly",
        action: "lambda:InvokeFunction",
        function_name: "report",
        principal: "events.amazonaws.com",
        source_arn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/hourly`,
      }),
    ),
  },
  {
    name: "moves ten resources into a module",
    verdict: "safe",
    source: "https://developer.hashicorp.com/terraform/language/modules/develop/refactoring",
    why: "Addresses change, and nothing else.",
    plan: plan(
      ...Array.from({ length: 10 }, (_, index) =>
        keep(
          `module.shop.aws_dynamodb_table.all["${index}"]`,
          { name: `table-${index}`, hash_key: "id" },
          { previousAddress: `aws_dynamodb_table.all["${index}"]` },
        ),
      ),
    ),
  },
];
