import type {
  ConversionSettings,
  DeliveryStreamSettings,
  S3Target,
} from "../../../../local/firehose/settings/delivery-stream-settings";

/** Settings of a conversion to Parquet. */
export const CONVERSION_SETTINGS: ConversionSettings = {
  schema: {
    roleArn: "arn:role",
    region: "eu-west-1",
    catalogId: "123456789012",
    databaseName: "db",
    tableName: "t",
    versionId: "LATEST",
  },
  options: {},
  parquet: { compression: "SNAPPY", writerVersion: "V1" },
};

/** A target with the bucket `lake`, without prefixes, whose buffers are due at once. */
export function s3Target(changes: Partial<S3Target> = {}): S3Target {
  return {
    bucket: "lake",
    roleArn: "arn:role",
    timeZone: "UTC",
    compression: "UNCOMPRESSED",
    hints: { sizeBytes: 1, intervalMs: 1 },
    ...changes,
  };
}

/** A delivery stream `events` without conversion and without backup. */
export function deliveryStreamSettings(
  changes: Partial<DeliveryStreamSettings> = {},
): DeliveryStreamSettings {
  return {
    name: "events",
    arn: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/events",
    versionId: "1",
    accountId: "123456789012",
    createdAt: new Date(0),
    source: { streamArn: "arn:stream", roleArn: "arn:role" },
    data: s3Target(),
    processing: {},
    dynamicPartitioning: false,
    ...changes,
  };
}
