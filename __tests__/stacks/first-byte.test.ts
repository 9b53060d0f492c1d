import { environmentOf, synthesizeLake } from "../support/synth";
import type { Block } from "../support/synth";

const lake = synthesizeLake(environmentOf("dev"));
const blocks: Readonly<Record<string, Block>> = { ...lake.resources, ...lake.dataSources };

/** Everything that Terraform makes before an address, by reference or by `depends_on`. */
function madeBefore(address: string, found = new Set<string>()): Set<string> {
  const text = JSON.stringify(blocks[address]);
  for (const other of Object.keys(blocks)) {
    const isNamed = new RegExp(`(?<![\\w.])${other.replaceAll(".", "\\.")}(?![\\w])`).test(text);
    if (!isNamed || found.has(other)) continue;
    found.add(other);
    madeBefore(other, found);
  }
  return found;
}

/** What must be there before anything is written to a bucket of data. */
function safetyOf(bucket: string): string[] {
  return [
    ...protectionOf("access_log_bucket"),
    ...protectionOf(bucket),
    "aws_kms_key.bucket_key",
    `aws_s3_bucket_logging.${bucket}_access_log`,
  ];
}

/** What guards any bucket. */
function protectionOf(bucket: string): string[] {
  return [
    `aws_s3_bucket_lifecycle_configuration.${bucket}_ageing`,
    `aws_s3_bucket_ownership_controls.${bucket}_ownership`,
    `aws_s3_bucket_policy.${bucket}_policy`,
    `aws_s3_bucket_public_access_block.${bucket}_public_access_block`,
    `aws_s3_bucket_server_side_encryption_configuration.${bucket}_encryption`,
    `aws_s3_bucket_versioning.${bucket}_versioning`,
  ];
}

describe("before its first byte", () => {
  it.each([
    [
      "aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream",
      [
        ...safetyOf("data_lake_bucket"),
        ...safetyOf("raw_bucket"),
        "aws_cloudwatch_log_stream.sample_events_delivery_stream_logs_backup",
        "aws_cloudwatch_log_stream.sample_events_delivery_stream_logs_destination",
        "aws_glue_catalog_table.sample_events_event_table",
        "aws_iam_role_policy.sample_events_delivery_stream_role_policy",
        "aws_kinesis_stream.sample_events_event_stream",
        "aws_kms_key.stream_key",
      ],
    ],
    [
      "aws_lambda_function.sample_events_publisher_function",
      [
        "aws_cloudwatch_log_group.sample_events_publisher_function_logs",
        "aws_iam_role_policy.sample_events_publisher_function_role_policy",
        "aws_kinesis_stream.sample_events_event_stream",
      ],
    ],
    [
      "aws_glue_crawler.sample_events_crawler",
      [
        "aws_cloudwatch_log_group.sample_events_crawler_logs",
        "aws_glue_catalog_table.sample_events_event_table",
        "aws_glue_security_configuration.crawler_security",
        "aws_iam_role_policy.sample_events_crawler_role_policy",
      ],
    ],
    ["aws_athena_workgroup.work_group", safetyOf("athena_results_bucket")],
    ["aws_s3_bucket_logging.data_lake_bucket_access_log", protectionOf("access_log_bucket")],
  ])("%s has everything it needs", (address, needed) => {
    expect([...madeBefore(address)]).toEqual(expect.arrayContaining(needed));
  });

  it("no chain makes the slow lifecycle rules wait for keys or the stream", () => {
    for (const ageing of Object.keys(lake.resourcesOf("aws_s3_bucket_lifecycle_configuration"))) {
      const before = [...madeBefore(`aws_s3_bucket_lifecycle_configuration.${ageing}`)];
      expect(before.join()).not.toMatch(/aws_kms_key|aws_kinesis/);
    }
  });
});
