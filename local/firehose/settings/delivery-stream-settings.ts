import type { OpenXOptions } from "../../../formats/record-conversion";
import type { RecordProcessing } from "./record-processing";

/** Limits of a buffer; it is delivered when it reaches the first of them. */
export interface BufferingHints {
  readonly sizeBytes: number;
  readonly intervalMs: number;
}

/** Destination of a sink. */
export interface S3Target {
  readonly bucket: string;
  readonly roleArn: string;
  readonly prefix?: string | undefined;
  readonly errorPrefix?: string | undefined;
  readonly timeZone: string;
  readonly compression: string;
  readonly extension?: string | undefined;
  /** @default - the bucket's own encryption */
  readonly kmsKeyArn?: string | undefined;
  readonly hints: BufferingHints;
  /** Appended to each record. @default - nothing */
  readonly appendedDelimiter?: string | undefined;
  readonly logging?: { readonly groupName: string; readonly streamName: string } | undefined;
}

/** Settings of the conversion to Parquet. */
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

/** Settings of the Parquet serializer that the writer supports. */
export interface ParquetSettings {
  /** `SNAPPY`, `GZIP` or `UNCOMPRESSED`. */
  readonly compression: string;
  /** Maximum size of a row group. @default - the writer's own */
  readonly blockSizeBytes?: number | undefined;
  /** Whether repeated values are stored once. @default false */
  readonly enableDictionaryCompression?: boolean | undefined;
  /** `V1` or `V2`. */
  readonly writerVersion: string;
}

/** The Iceberg table that records are committed to. */
export interface IcebergTarget {
  readonly region: string;
  readonly catalogId: string;
  readonly databaseName: string;
  readonly tableName: string;
  readonly roleArn: string;
}

/** Settings of a delivery stream, read from its description only. */
export interface DeliveryStreamSettings {
  readonly name: string;
  readonly arn: string;
  readonly versionId: string;
  readonly accountId: string;
  /** Reading starts with the records that arrived after this time. */
  readonly createdAt: Date;
  /** The stream that records are read from. @default - producers put the records */
  readonly source?: { readonly streamArn: string; readonly roleArn: string } | undefined;
  /** Where data go; with an Iceberg table, the records of which it has no row. */
  readonly data: S3Target;
  /** @default - records are delivered to S3 */
  readonly iceberg?: IcebergTarget | undefined;
  readonly processing: RecordProcessing;
  /** Whether records are delivered by the values of their partition keys. */
  readonly dynamicPartitioning: boolean;
  /** @default - records are delivered unchanged */
  readonly conversion?: ConversionSettings | undefined;
  /** @default - no backup of source records */
  readonly backup?: S3Target | undefined;
}
