import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase } from "../support/corpus-case";
import { destroy, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, OTHER_ACCOUNT } from "../support/policy-text";

const s3: Values = {
  bucket_arn: "arn:aws:s3:::lake-events",
  role_arn: `arn:aws:iam::${ACCOUNT}:role/delivery`,
  prefix: "events/!{timestamp:yyyy/MM/dd/HH}/",
  error_output_prefix: "errors/",
  buffering_interval: 300,
  buffering_size: 128,
  compression_format: "UNCOMPRESSED",
  s3_backup_mode: "Enabled",
  s3_backup_configuration: [
    {
      bucket_arn: "arn:aws:s3:::lake-raw",
      role_arn: `arn:aws:iam::${ACCOUNT}:role/delivery`,
      prefix: "raw/",
    },
  ],
  cloudwatch_logging_options: [
    { enabled: true, log_group_name: "/delivery", log_stream_name: "destination" },
  ],
  data_format_conversion_configuration: [
    {
      enabled: true,
      output_format_configuration: [{ serializer: [{ parquet_ser_de: [{}] }] }],
      schema_configuration: [{ database_name: "lake", table_name: "events" }],
    },
  ],
  processing_configuration: [{ enabled: false, processors: [] }],
};

const changed = (change: Values) =>
  plan(
    update(
      "aws_kinesis_firehose_delivery_stream.events",
      { name: "events", destination: "extended_s3", extended_s3_configuration: [s3] },
      { extended_s3_configuration: [{ ...s3, ...change }] },
    ),
  );

/** Where events are delivered, and in which form. */
export const firehose: readonly CorpusCase[] = [
  {
    name: "delivers events into a bucket of another account",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html: cross-account delivery to S3",
    why: "All events leave the account, and the lake gets none.",
    plan: changed({
      bucket_arn: "arn:aws:s3:::somebody-elses-bucket",
      role_arn: `arn:aws:iam::${OTHER_ACCOUNT}:role/delivery`,
    }),
  },
  {
    name: "delivers events under another prefix",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html; partitions of the table are found by the prefix",
    why: "The table does not find what is delivered from now on.",
    plan: changed({ prefix: "v2/!{timestamp:yyyy/MM/dd}/" }),
  },
  {
    name: "delivers failed events where the table reads",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html: ErrorOutputPrefix",
    why: "Records that could not be converted turn up in queries, or make them fail.",
    plan: changed({ error_output_prefix: "events/errors/" }),
  },
  {
    name: "stops converting events to Parquet",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html",
    why: "The table reads Parquet; JSON below it makes queries fail.",
    plan: changed({
      data_format_conversion_configuration: [
        {
          enabled: false,
          output_format_configuration: [{ serializer: [{ parquet_ser_de: [{}] }] }],
          schema_configuration: [{ database_name: "lake", table_name: "events" }],
        },
      ],
    }),
  },
  {
    name: "stops keeping events as they came",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html: S3BackupMode",
    why: "What a conversion loses can't be delivered again.",
    plan: changed({ s3_backup_mode: "Disabled" }),
  },
  {
    name: "delivers with another role",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
    why: "The role decides whether deliveries succeed, and what a delivery may touch.",
    plan: changed({ role_arn: `arn:aws:iam::${ACCOUNT}:role/administrator` }),
  },
  {
    name: "lets a function change events before they are delivered",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html",
    why: "The function can drop or rewrite every event.",
    plan: changed({
      processing_configuration: [
        {
          enabled: true,
          processors: [
            {
              type: "Lambda",
              parameters: [
                {
                  parameter_name: "LambdaArn",
                  parameter_value: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:transform:1`,
                },
              ],
            },
          ],
        },
      ],
    }),
  },
  {
    name: "stops logging errors of the delivery",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html",
    why: "Failed deliveries leave no trace.",
    plan: changed({ cloudwatch_logging_options: [{ enabled: false }] }),
  },
  {
    name: "delivers every minute instead of every five",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html",
    why: "Events arrive sooner in the same place and form.",
    plan: changed({ buffering_interval: 60 }),
  },
  {
    name: "changes the tags of a delivery stream",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_TagDeliveryStream.html",
    why: "Tags deliver nothing elsewhere.",
    plan: plan(
      update(
        "aws_kinesis_firehose_delivery_stream.events",
        {
          name: "events",
          destination: "extended_s3",
          extended_s3_configuration: [s3],
          tags: { team: "data" },
        },
        { tags: { team: "lake" } },
      ),
    ),
  },
  {
    name: "destroys a delivery stream",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeleteDeliveryStream.html: it stops accepting records, and may lose those it has not delivered",
    why: "Nothing arrives in the lake any more.",
    plan: plan(
      destroy("aws_kinesis_firehose_delivery_stream.events", {
        name: "events",
        destination: "extended_s3",
        extended_s3_configuration: [s3],
      }),
    ),
  },
];
