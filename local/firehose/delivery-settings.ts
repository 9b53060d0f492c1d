import type {
  BufferingHints as DeployedHints,
  CloudWatchLoggingOptions,
  DataFormatConversionConfiguration,
  DeliveryStreamDescription,
  ExtendedS3DestinationDescription,
  S3DestinationDescription,
  SchemaConfiguration,
} from "@aws-sdk/client-firehose";
import type { OpenXOptions } from "./record-conversion";

const MIB = 1024 * 1024;

/** When a buffer becomes an object: at whichever comes first. */
export interface BufferingHints {
  readonly sizeBytes: number;
  readonly intervalMs: number;
}

/** Where and how a sink writes its objects. */
export interface S3Target {
  readonly bucket: string;
  readonly roleArn: string;
  readonly prefix?: string;
  readonly errorPrefix?: string;
  readonly timeZone: string;
  readonly compression: string;
  readonly extension?: string;
  /** @default - the bucket's own encryption */
  readonly kmsKeyArn?: string;
  readonly hints: BufferingHints;
  readonly appendNewline: boolean;
  readonly logging?: { readonly groupName: string; readonly streamName: string };
}

/** How records become Parquet. */
export interface ConversionSettings {
  readonly schema: {
    readonly roleArn: string;
    readonly region: string;
    readonly catalogId: string;
    readonly databaseName: string;
    readonly tableName: string;
    /** `LATEST`, or a version of the table. */
    readonly versionId: string;
  };
  readonly options: OpenXOptions;
  readonly parquet: ParquetSettings;
}

/** Deployed settings of the Parquet serializer that the writer can follow. */
export interface ParquetSettings {
  /** `SNAPPY`, `GZIP` or `UNCOMPRESSED`. */
  readonly compression: string;
  /** Upper limit of a row group. @default - the writer's own */
  readonly blockSizeBytes?: number;
  /** `V1` or `V2`. */
  readonly writerVersion: string;
}

/** What a delivery stream is told to do, read from its description and nothing else. */
export interface DeliverySettings {
  readonly name: string;
  readonly arn: string;
  readonly versionId: string;
  readonly accountId: string;
  /** Reading begins with what arrived after this moment. */
  readonly createdAt: Date;
  readonly source: { readonly streamArn: string; readonly roleArn: string };
  readonly data: S3Target;
  /** @default - records are delivered as they are */
  readonly conversion?: ConversionSettings;
  /** @default - no backup of source records */
  readonly backup?: S3Target;
}

/**
 * Reads a description as the Firehose API gives it.
 *
 * @returns undefined for a delivery stream that has no Kinesis stream as source or no S3 bucket as destination
 * @throws Error naming a setting that the embedded AWS does not carry out
 */
export function readDeliverySettings(
  description: DeliveryStreamDescription,
): DeliverySettings | undefined {
  const source = description.Source?.KinesisStreamSourceDescription;
  const destination = description.Destinations?.[0]?.ExtendedS3DestinationDescription;
  if (source?.KinesisStreamARN === undefined || destination === undefined) return undefined;
  const arn = description.DeliveryStreamARN ?? "";
  const [, , , region = "", accountId = ""] = arn.split(":");
  const conversion = readConversion(
    destination.DataFormatConversionConfiguration,
    region,
    accountId,
    destination.RoleARN ?? "",
  );
  return {
    name: description.DeliveryStreamName ?? "",
    arn,
    versionId: description.VersionId ?? "1",
    accountId,
    createdAt: description.CreateTimestamp ?? new Date(),
    source: {
      streamArn: source.KinesisStreamARN,
      roleArn: source.RoleARN ?? destination.RoleARN ?? "",
    },
    data: readExtendedTarget(destination, conversion !== undefined),
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
): S3Target {
  if (destination.DynamicPartitioningConfiguration?.Enabled === true) {
    throw unsupported("dynamic partitioning");
  }
  return {
    // https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html; 128 with format conversion.
    ...readTarget(destination, converted ? 128 : 5),
    timeZone: destination.CustomTimeZone ?? "UTC",
    // Where none is set, moto answers with an empty one.
    extension: destination.FileExtension || (converted ? ".parquet" : undefined),
    appendNewline: readProcessors(destination),
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
    appendNewline: false,
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

function readProcessors({ ProcessingConfiguration }: ExtendedS3DestinationDescription): boolean {
  const processors =
    ProcessingConfiguration?.Enabled === true ? (ProcessingConfiguration.Processors ?? []) : [];
  for (const { Type: type } of processors) {
    if (type !== "AppendDelimiterToRecord") throw unsupported(`the processor ${String(type)}`);
  }
  return processors.length > 0;
}

function readConversion(
  configuration: DataFormatConversionConfiguration | undefined,
  region: string,
  accountId: string,
  deliveryRoleArn: string,
): ConversionSettings | undefined {
  if (configuration === undefined || configuration.Enabled === false) return undefined;
  const openX = configuration.InputFormatConfiguration?.Deserializer?.OpenXJsonSerDe;
  if (openX === undefined) throw unsupported("a deserializer other than OpenXJsonSerDe");
  const parquet = configuration.OutputFormatConfiguration?.Serializer?.ParquetSerDe;
  if (parquet === undefined) throw unsupported("a serializer other than ParquetSerDe");
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
      writerVersion: parquet.WriterVersion ?? "V1",
    },
  };
}

function unsupported(what: string): Error {
  return new Error(`The embedded AWS does not do ${what}; this delivery stream delivers nothing.`);
}
