import type {
  BufferingHints as DeployedHints,
  CloudWatchLoggingOptions,
  DataFormatConversionConfiguration,
  DeliveryStreamDescription,
  ExtendedS3DestinationDescription,
  S3DestinationDescription,
  SchemaConfiguration,
} from "@aws-sdk/client-firehose";
import type {
  BufferingHints,
  ConversionSettings,
  DeliveryStreamSettings,
  S3Target,
} from "./delivery-stream-settings";
import { readProcessing, unsupportedSetting } from "./record-processing";
import type { RecordProcessing } from "./record-processing";

const MIB = 1024 * 1024;

/**
 * Reads a description as DescribeDeliveryStream returns it.
 *
 * @returns undefined for a delivery stream whose records come neither from a Kinesis stream nor from PutRecord, or
 * that has no S3 bucket as destination
 * @throws Error that names an unsupported setting
 */
export function readDeliveryStreamSettings(
  description: DeliveryStreamDescription,
): DeliveryStreamSettings | undefined {
  const source = description.Source?.KinesisStreamSourceDescription;
  const destination = deployedDestination(description);
  const isSupported =
    source === undefined ? isDirectPut(description) : source.KinesisStreamARN !== undefined;
  if (!isSupported || destination === undefined) return undefined;
  const arn = description.DeliveryStreamARN ?? "";
  const [, , , region = "", accountId = ""] = arn.split(":");
  const conversion = readConversion(
    destination.DataFormatConversionConfiguration,
    region,
    accountId,
    destination.RoleARN ?? "",
  );
  const processing = readProcessing(destination.ProcessingConfiguration);
  const dynamicPartitioning = destination.DynamicPartitioningConfiguration?.Enabled === true;
  checkPartitioning(dynamicPartitioning, processing, destination);
  return {
    name: description.DeliveryStreamName ?? "",
    arn,
    versionId: description.VersionId ?? "1",
    accountId,
    createdAt: description.CreateTimestamp ?? new Date(),
    source:
      source?.KinesisStreamARN === undefined
        ? undefined
        : {
            streamArn: source.KinesisStreamARN,
            roleArn: source.RoleARN ?? destination.RoleARN ?? "",
          },
    data: {
      ...readExtendedTarget(destination, conversion !== undefined, dynamicPartitioning),
      appendedDelimiter: processing.appendedDelimiter,
    },
    processing,
    dynamicPartitioning,
    conversion,
    backup:
      destination.S3BackupMode === "Enabled" && destination.S3BackupDescription !== undefined
        ? readTarget(destination.S3BackupDescription, 5)
        : undefined,
  };
}

/** Whether producers put the records of a delivery stream. */
export function isDirectPut({ DeliveryStreamType: type }: DeliveryStreamDescription): boolean {
  return type === undefined || type === "DirectPut";
}

/** A destination that was configured without the extended settings has the same description, with fewer fields. */
export function deployedDestination({
  Destinations: [destination] = [],
}: DeliveryStreamDescription): ExtendedS3DestinationDescription | undefined {
  return destination?.ExtendedS3DestinationDescription ?? destination?.S3DestinationDescription;
}

function readExtendedTarget(
  destination: ExtendedS3DestinationDescription,
  converted: boolean,
  partitioned: boolean,
): S3Target {
  return {
    // Default sizes, https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html: 128 with format
    // conversion or dynamic partitioning.
    ...readTarget(destination, converted || partitioned ? 128 : 5),
    timeZone: destination.CustomTimeZone ?? "UTC",
    // moto returns an empty one if none is set.
    extension: destination.FileExtension || (converted ? ".parquet" : undefined),
  };
}

function readTarget(
  target: S3DestinationDescription | ExtendedS3DestinationDescription,
  defaultSizeMiB: number,
): S3Target {
  return {
    bucket: (target.BucketARN ?? "").split(":::")[1] ?? "",
    roleArn: target.RoleARN ?? "",
    prefix: target.Prefix,
    errorPrefix: target.ErrorOutputPrefix,
    timeZone: "UTC",
    compression: target.CompressionFormat ?? "UNCOMPRESSED",
    kmsKeyArn: target.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN,
    hints: readHints(target.BufferingHints, defaultSizeMiB),
    logging: readLogging(target.CloudWatchLoggingOptions),
  };
}

function readHints(hints: DeployedHints | undefined, defaultSizeMiB: number): BufferingHints {
  return {
    sizeBytes: (hints?.SizeInMBs ?? defaultSizeMiB) * MIB,
    intervalMs: (hints?.IntervalInSeconds ?? 300) * 1000,
  };
}

function readLogging(options: CloudWatchLoggingOptions | undefined): S3Target["logging"] {
  const { Enabled: enabled, LogGroupName: groupName, LogStreamName: streamName } = options ?? {};
  if (enabled !== true || groupName === undefined || streamName === undefined) return undefined;
  return { groupName, streamName };
}

function readConversion(
  configuration: DataFormatConversionConfiguration | undefined,
  region: string,
  accountId: string,
  deliveryRoleArn: string,
): ConversionSettings | undefined {
  if (configuration === undefined || configuration.Enabled === false) return undefined;
  const openX = configuration.InputFormatConfiguration?.Deserializer?.OpenXJsonSerDe;
  if (openX === undefined) throw unsupportedSetting("a deserializer other than OpenXJsonSerDe");
  const parquet = configuration.OutputFormatConfiguration?.Serializer?.ParquetSerDe;
  if (parquet === undefined) throw unsupportedSetting("a serializer other than ParquetSerDe");
  const schema: SchemaConfiguration = configuration.SchemaConfiguration ?? {};
  return {
    schema: {
      roleArn: schema.RoleARN ?? deliveryRoleArn,
      region: schema.Region ?? region,
      catalogId: schema.CatalogId ?? accountId,
      databaseName: schema.DatabaseName ?? "",
      tableName: schema.TableName ?? "",
      versionId: schema.VersionId ?? "LATEST",
    },
    options: {
      caseInsensitive: openX.CaseInsensitive,
      convertDotsInJsonKeysToUnderscores: openX.ConvertDotsInJsonKeysToUnderscores,
      columnToJsonKeyMappings: openX.ColumnToJsonKeyMappings,
    },
    parquet: {
      compression: parquet.Compression ?? "SNAPPY",
      blockSizeBytes: parquet.BlockSizeBytes,
      enableDictionaryCompression: parquet.EnableDictionaryCompression,
      writerVersion: parquet.WriterVersion ?? "V1",
    },
  };
}

/** AWS rejects these when the delivery stream is created; moto does not. */
function checkPartitioning(
  isOn: boolean,
  { keyQuery }: RecordProcessing,
  { ErrorOutputPrefix: errorPrefix }: ExtendedS3DestinationDescription,
): void {
  if (isOn && (errorPrefix === undefined || errorPrefix === "")) {
    throw new Error("Dynamic partitioning requires an ErrorOutputPrefix; nothing is delivered.");
  }
  if (!isOn && keyQuery !== undefined) {
    throw new Error(
      "The processor MetadataExtraction requires dynamic partitioning; nothing is delivered.",
    );
  }
}
