import type {
  DataFormatConversionConfiguration,
  DeliveryStreamDescription,
  ExtendedS3DestinationDescription,
  SchemaConfiguration,
} from "@aws-sdk/client-firehose";
import { deployedDestination, deployedIceberg, isDirectPut } from "./deployed-destination";
import type {
  ConversionSettings,
  DeliveryStreamSettings,
  S3Target,
} from "./delivery-stream-settings";
import { readIcebergDestination } from "./iceberg-settings";
import { readTarget } from "./read-target";
import { readProcessing, unsupportedSetting } from "./record-processing";
import type { RecordProcessing } from "./record-processing";

/**
 * Reads a description as DescribeDeliveryStream returns it.
 *
 * @returns undefined for a delivery stream whose records come neither from a Kinesis stream nor from PutRecord, or
 * whose destination is neither an S3 bucket nor an Iceberg table
 * @throws Error that names an unsupported setting
 */
export function readDeliveryStreamSettings(
  description: DeliveryStreamDescription,
): DeliveryStreamSettings | undefined {
  const source = description.Source?.KinesisStreamSourceDescription;
  const destination = deployedDestination(description);
  const iceberg = deployedIceberg(description);
  const isSupported =
    source === undefined ? isDirectPut(description) : source.KinesisStreamARN !== undefined;
  if (!isSupported) return undefined;
  const arn = description.DeliveryStreamARN ?? "";
  const [, , , region = "", accountId = ""] = arn.split(":");
  const stream = {
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
            roleArn: source.RoleARN ?? (destination ?? iceberg)?.RoleARN ?? "",
          },
  };
  if (iceberg !== undefined) {
    const plain = { processing: {}, dynamicPartitioning: false };
    return { ...stream, ...plain, ...readIcebergDestination(iceberg) };
  }
  if (destination === undefined) return undefined;
  return { ...stream, ...readS3Destination(destination, region, accountId) };
}

function readS3Destination(
  destination: ExtendedS3DestinationDescription,
  region: string,
  accountId: string,
): Pick<
  DeliveryStreamSettings,
  "data" | "processing" | "dynamicPartitioning" | "conversion" | "backup"
> {
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
