import type { OpenXOptions } from "../../../formats/record-conversion";
import type { RecordProcessing } from "./record-processing";

/** When a buffer becomes an object: at whichever comes first. */
export interface BufferingHints {
  readonly sizeBytes: number;
  readonly intervalMs: number;
}

/** Where and how a sink writes its objects. */
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
  readonly blockSizeBytes?: number | undefined;
  /** Values that repeat are written once. @default false */
  readonly enableDictionaryCompression?: boolean | undefined;
  /** `V1` or `V2`. */
  readonly writerVersion: string;
}

/** What a delivery stream is told to do, read from its description and nothing else. */
export interface DeliveryStreamSettings {
  readonly name: string;
  readonly arn: string;
  readonly versionId: string;
  readonly accountId: string;
  /** Reading begins with what arrived after this moment. */
  readonly createdAt: Date;
  readonly source: { readonly streamArn: string; readonly roleArn: string };
  readonly data: S3Target;
  readonly processing: RecordProcessing;
  /** Records are delivered by the values of their partition keys. */
  readonly dynamicPartitioning: boolean;
  /** @default - records are delivered as they are */
  readonly conversion?: ConversionSettings | undefined;
  /** @default - no backup of source records */
  readonly backup?: S3Target | undefined;
}
