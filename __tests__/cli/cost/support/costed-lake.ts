import type { TerraformResource } from "../../../../cli/terraform/plan/terraform-resource";
import { usageDefaults } from "../../../../cli/cost/usage";
import type { Usage } from "../../../../cli/cost/usage";

/** A small lake as a stack writes it: only what has to do with money. */
export const lake: readonly TerraformResource[] = [
  resource("aws_kinesis_stream.events", {
    name: "events",
    shard_count: 1,
    retention_period: 24,
    encryption_type: "KMS",
    stream_mode_details: { stream_mode: "PROVISIONED" },
  }),
  resource("aws_kinesis_firehose_delivery_stream.events", {
    kinesis_source_configuration: { kinesis_stream_arn: "${aws_kinesis_stream.events.arn}" },
    extended_s3_configuration: {
      bucket_arn: "${aws_s3_bucket.lake.arn}",
      prefix: "data/events/year=!{timestamp:yyyy}/",
      buffering_interval: 60,
      buffering_size: 64,
      compression_format: "UNCOMPRESSED",
      data_format_conversion_configuration: { enabled: true },
      s3_backup_mode: "Enabled",
      s3_backup_configuration: {
        bucket_arn: "${aws_s3_bucket.raw.arn}",
        prefix: "events/year=!{timestamp:yyyy}/",
        buffering_interval: 60,
        buffering_size: 1,
        compression_format: "UNCOMPRESSED",
      },
    },
  }),
  ...["lake", "raw"].flatMap((name) => [
    resource(`aws_s3_bucket.${name}`, { bucket: `events-${name}` }),
    resource(`aws_s3_bucket_server_side_encryption_configuration.${name}`, {
      bucket: `\${aws_s3_bucket.${name}.bucket}`,
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" },
          bucket_key_enabled: true,
        },
      ],
    }),
    resource(`aws_s3_bucket_versioning.${name}`, {
      bucket: `\${aws_s3_bucket.${name}.bucket}`,
      versioning_configuration: { status: "Enabled" },
    }),
  ]),
  resource("aws_s3_bucket_lifecycle_configuration.raw", {
    bucket: "${aws_s3_bucket.raw.bucket}",
    rule: [
      {
        status: "Enabled",
        filter: [{ prefix: "" }],
        noncurrent_version_expiration: [{ noncurrent_days: 7 }],
      },
      { status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days: 30 }] },
    ],
  }),
  resource("aws_kms_key.buckets", {}),
  resource("aws_glue_catalog_table.events", {}),
  resource("aws_glue_crawler.events", { schedule: "cron(15,45 * ? * * *)" }),
  resource("aws_athena_workgroup.queries", {
    configuration: { bytes_scanned_cutoff_per_query: 107_374_182_400 },
  }),
  resource("aws_lambda_function.publisher", {
    function_name: "publisher",
    memory_size: 256,
    architectures: ["arm64"],
  }),
  resource("aws_cloudwatch_log_group.publisher", {
    name: "/aws/lambda/publisher",
    retention_in_days: 30,
  }),
  resource("aws_cloudwatch_metric_alarm.freshness", {}),
  resource("aws_iam_role.delivery", {}),
];

/** A usage of round numbers, with what a test changes. */
export function usageWith(changes: Partial<Usage> = {}): Usage {
  return { ...usageDefaults, ...changes };
}

/** A resource at an address. */
export function resource(address: string, values: TerraformResource["values"]): TerraformResource {
  return { address, type: address.split(".")[0] ?? "", values };
}

/** The lake with other arguments for one of its resources. */
export function lakeWith(
  address: string,
  values: TerraformResource["values"],
): readonly TerraformResource[] {
  return lake.map((each) =>
    each.address === address ? { ...each, values: { ...each.values, ...values } } : each,
  );
}
