import { datasets } from "../../fixtures/datasets";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import type { Block } from "../../support/plans/synth";
import { nonEmpty } from "../../support/non-empty";

const lake = synthesizeLake(environmentOf("dev"), datasets);
const blocks: Readonly<Record<string, Block>> = { ...lake.resources, ...lake.dataSources };

/** Dependencies of each block, by reference or `depends_on`. */
const named = Object.fromEntries(
  Object.entries(blocks).map(([address, block]) => [
    address,
    [...JSON.stringify(block).matchAll(/(?<![\w.])(?:data\.)?aws_\w+\.\w+/g)]
      .map(([other]) => other)
      .filter((other) => other in blocks),
  ]),
);

/** Everything that Terraform creates before an address. */
function createdBefore(address: string, found = new Set<string>()): Set<string> {
  for (const other of named[address] ?? []) {
    if (found.has(other)) continue;
    found.add(other);
    createdBefore(other, found);
  }
  return found;
}

/** Resources that must exist before anything is written to a data bucket. */
function safetyOf(bucket: string): string[] {
  return [
    ...protectionOf("access_log_bucket"),
    ...protectionOf(bucket),
    "aws_kms_key.bucket_key",
    `aws_s3_bucket_logging.${bucket}_access_log`,
  ];
}

/** Resources that protect every bucket. */
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

/** Resources that must exist before anything is published to the topic. */
const safetyOfTopic = [
  "aws_kms_key.alarm_key",
  "aws_sns_topic.alarm_topic",
  "aws_sns_topic_policy.alarm_topic_policy",
  "data.aws_iam_policy_document.alarm_topic_policy_document",
];

/** Resources that write data of one dataset, with the resources that they need. */
function writersOf(name: string): Record<string, string[]> {
  const alarms = Object.keys(lake.resourcesOf("aws_cloudwatch_metric_alarm")).filter((alarm) =>
    alarm.startsWith(`${name}_`),
  );
  return {
    [`aws_kinesis_firehose_delivery_stream.${name}_delivery_stream`]: [
      ...safetyOf("data_lake_bucket"),
      ...safetyOf("raw_bucket"),
      `aws_cloudwatch_log_stream.${name}_delivery_stream_logs_backup`,
      `aws_cloudwatch_log_stream.${name}_delivery_stream_logs_destination`,
      `aws_glue_catalog_table.${name}_event_table`,
      `aws_iam_role_policy.${name}_delivery_stream_role_policy`,
      `aws_kinesis_stream.${name}_event_stream`,
      "aws_kms_key.log_key",
      "aws_kms_key.stream_key",
    ],
    [`aws_lambda_function.${name}_publisher_function`]: [
      `aws_cloudwatch_log_group.${name}_publisher_function_logs`,
      `aws_iam_role_policy.${name}_publisher_function_role_policy`,
      `aws_kinesis_stream.${name}_event_stream`,
      "aws_kms_key.log_key",
      "aws_kms_key.stream_key",
    ],
    [`aws_glue_crawler.${name}_crawler`]: [
      `aws_cloudwatch_log_group.${name}_crawler_logs`,
      `aws_glue_catalog_table.${name}_event_table`,
      "aws_glue_security_configuration.crawler_security",
      `aws_iam_role_policy.${name}_crawler_role_policy`,
      "aws_kms_key.bucket_key",
      "aws_kms_key.log_key",
    ],
    [`aws_cloudwatch_event_target.${name}_failed_crawls_target`]: [
      ...safetyOfTopic,
      `aws_cloudwatch_event_rule.${name}_failed_crawls`,
    ],
    ...Object.fromEntries(
      alarms.map((alarm) => [`aws_cloudwatch_metric_alarm.${alarm}`, safetyOfTopic]),
    ),
  };
}

/** Every resource of the lake that writes data, by address. */
const writers: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(datasets.flatMap(({ name }) => Object.entries(writersOf(name)))),
  "aws_athena_workgroup.work_group": [
    ...safetyOf("athena_results_bucket"),
    "aws_kms_key.bucket_key",
  ],
  "aws_s3_bucket_logging.data_lake_bucket_access_log": protectionOf("access_log_bucket"),
  "aws_s3_bucket_logging.raw_bucket_access_log": protectionOf("access_log_bucket"),
  "aws_s3_bucket_logging.athena_results_bucket_access_log": protectionOf("access_log_bucket"),
};

describe("before its first byte", () => {
  it.each(Object.entries(writers))("%s has everything it needs", (address, needed) => {
    expect([...createdBefore(address)]).toEqual(expect.arrayContaining([...needed]));
  });

  it("every writer is checked", () => {
    const types = new Set(Object.keys(writers).map((address) => address.split(".")[0]));
    const there = Object.keys(lake.resources).filter((each) => types.has(each.split(".")[0]));
    expect(there.sort()).toEqual(Object.keys(writers).sort());
  });

  it("the slow lifecycle rules don't wait for keys or streams", () => {
    const type = "aws_s3_bucket_lifecycle_configuration";
    for (const name of nonEmpty(Object.keys(lake.resourcesOf(type)))) {
      const before = nonEmpty([...createdBefore(`${type}.${name}`)]);
      expect(before.join()).not.toMatch(/aws_kms_key|aws_kinesis/);
    }
  });
});
