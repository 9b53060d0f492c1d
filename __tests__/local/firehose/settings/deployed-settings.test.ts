import type {
  ExtendedS3DestinationDescription,
  ProcessorParameterName,
  ProcessorType,
} from "@aws-sdk/client-firehose";
import { readDeliveryStreamSettings } from "../../../../local/firehose/settings/deployed-settings";
import { DELIVERY_ROLE, describedDeliveryStream } from "../support/described-delivery-stream";

const CONVERSION: ExtendedS3DestinationDescription["DataFormatConversionConfiguration"] = {
  Enabled: true,
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: { CaseInsensitive: false } } },
  OutputFormatConfiguration: {
    Serializer: {
      ParquetSerDe: {
        Compression: "GZIP",
        BlockSizeBytes: 67108864,
        EnableDictionaryCompression: true,
      },
    },
  },
  SchemaConfiguration: {
    DatabaseName: "db",
    TableName: "table",
    Region: "eu-central-1",
    RoleARN: `${DELIVERY_ROLE}-glue`,
  },
};

function processors(
  type: ProcessorType,
  name: ProcessorParameterName,
  value: string,
): Partial<ExtendedS3DestinationDescription> {
  const parameters = [{ ParameterName: name, ParameterValue: value }];
  return {
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [{ Type: type, Parameters: parameters }],
    },
  };
}

describe("delivery settings", () => {
  it("have the defaults of the service", () => {
    expect(readDeliveryStreamSettings(describedDeliveryStream({}))).toEqual({
      name: "events",
      arn: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/events",
      versionId: "4",
      accountId: "123456789012",
      createdAt: new Date(1000),
      source: { streamArn: "arn:stream", roleArn: `${DELIVERY_ROLE}-source` },
      data: {
        bucket: "lake",
        roleArn: DELIVERY_ROLE,
        timeZone: "UTC",
        compression: "UNCOMPRESSED",
        hints: { sizeBytes: 5 * 1024 * 1024, intervalMs: 300_000 },
      },
      processing: {},
      dynamicPartitioning: false,
    });
  });

  it("read the destination, its key, hints, time zone and log stream", () => {
    const settings = readDeliveryStreamSettings(
      describedDeliveryStream({
        Prefix: "data/",
        ErrorOutputPrefix: "errors/",
        BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
        CompressionFormat: "GZIP",
        CustomTimeZone: "Asia/Tokyo",
        FileExtension: ".jsonl.gz",
        EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: "arn:key" } },
        CloudWatchLoggingOptions: { Enabled: true, LogGroupName: "group", LogStreamName: "stream" },
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [{ Type: "AppendDelimiterToRecord" }],
        },
      }),
    );
    expect(settings?.data).toEqual({
      bucket: "lake",
      roleArn: DELIVERY_ROLE,
      prefix: "data/",
      errorPrefix: "errors/",
      timeZone: "Asia/Tokyo",
      compression: "GZIP",
      extension: ".jsonl.gz",
      kmsKeyArn: "arn:key",
      hints: { sizeBytes: 64 * 1024 * 1024, intervalMs: 60_000 },
      appendedDelimiter: "\n",
      logging: { groupName: "group", streamName: "stream" },
    });
  });

  it("read the format conversion", () => {
    const settings = readDeliveryStreamSettings(
      describedDeliveryStream({ DataFormatConversionConfiguration: CONVERSION }),
    );
    expect(settings?.data).toMatchObject({
      extension: ".parquet",
      hints: { sizeBytes: 128 * 1024 * 1024 },
    });
    expect(settings?.conversion).toEqual({
      schema: {
        roleArn: `${DELIVERY_ROLE}-glue`,
        region: "eu-central-1",
        catalogId: "123456789012",
        databaseName: "db",
        tableName: "table",
        versionId: "LATEST",
      },
      options: { caseInsensitive: false },
      parquet: {
        compression: "GZIP",
        blockSizeBytes: 67108864,
        enableDictionaryCompression: true,
        writerVersion: "V1",
      },
    });
  });

  it("read the backup only if it is enabled", () => {
    const backup = {
      RoleARN: DELIVERY_ROLE,
      BucketARN: "arn:aws:s3:::raw",
      BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
      CompressionFormat: "GZIP" as const,
      EncryptionConfiguration: undefined,
    };
    const settings = (mode: "Enabled" | "Disabled") =>
      readDeliveryStreamSettings(
        describedDeliveryStream({ S3BackupMode: mode, S3BackupDescription: backup }),
      );
    expect(settings("Enabled")?.backup).toMatchObject({
      bucket: "raw",
      compression: "GZIP",
      hints: { sizeBytes: 1024 * 1024, intervalMs: 60_000 },
    });
    expect(settings("Disabled")?.backup).toBeUndefined();
  });

  it("read the processors of dynamic partitioning", () => {
    const parameter = (ParameterName: ProcessorParameterName, ParameterValue: string) => ({
      ParameterName,
      ParameterValue,
    });
    const settings = readDeliveryStreamSettings(
      describedDeliveryStream({
        ErrorOutputPrefix: "errors/",
        DynamicPartitioningConfiguration: { Enabled: true },
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [
            {
              Type: "RecordDeAggregation",
              Parameters: [
                parameter("SubRecordType", "DELIMITED"),
                parameter("Delimiter", "IyMjIw=="),
              ],
            },
            {
              Type: "MetadataExtraction",
              Parameters: [
                parameter("MetadataExtractionQuery", "{app: .app}"),
                parameter("JsonParsingEngine", "JQ-1.6"),
              ],
            },
            { Type: "AppendDelimiterToRecord", Parameters: [parameter("Delimiter", "\\n")] },
          ],
        },
      }),
    );
    expect(settings).toMatchObject({
      dynamicPartitioning: true,
      processing: {
        deAggregation: { type: "DELIMITED", delimiter: Buffer.from("####") },
        keyQuery: "{app: .app}",
      },
      data: { hints: { sizeBytes: 128 * 1024 * 1024 }, appendedDelimiter: "\n" },
    });
  });

  it.each([
    [
      "dynamic partitioning without an error prefix",
      "Dynamic partitioning requires an ErrorOutputPrefix",
      { DynamicPartitioningConfiguration: { Enabled: true } },
    ],
    [
      "a query for keys without dynamic partitioning",
      "requires dynamic partitioning",
      processors("MetadataExtraction", "MetadataExtractionQuery", "{a: .a}"),
    ],
    [
      "an extraction without a query",
      "has no MetadataExtractionQuery",
      processors("MetadataExtraction", "JsonParsingEngine", "JQ-1.6"),
    ],
    [
      "another parsing engine",
      "does not support the parsing engine JSONPATH",
      processors("MetadataExtraction", "JsonParsingEngine", "JSONPATH"),
    ],
    [
      "an unknown kind of sub-record",
      "has SubRecordType CSV; set JSON, or DELIMITED with a Delimiter in base64",
      processors("RecordDeAggregation", "SubRecordType", "CSV"),
    ],
    [
      "a delimited kind without a delimiter",
      "set JSON, or DELIMITED with a Delimiter in base64",
      processors("RecordDeAggregation", "SubRecordType", "DELIMITED"),
    ],
  ])("reject %s", (_, message, destination) => {
    expect(() => readDeliveryStreamSettings(describedDeliveryStream(destination))).toThrow(message);
  });

  it("are undefined for another source or another destination", () => {
    expect(
      readDeliveryStreamSettings(describedDeliveryStream({}, { Source: undefined })),
    ).toBeUndefined();
    expect(
      readDeliveryStreamSettings(describedDeliveryStream({}, { Destinations: [] })),
    ).toBeUndefined();
  });

  it.each([
    [
      "the processor Lambda",
      { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda" as const }] } },
    ],
    [
      "a deserializer other than OpenXJsonSerDe",
      {
        DataFormatConversionConfiguration: {
          ...CONVERSION,
          InputFormatConfiguration: { Deserializer: { HiveJsonSerDe: {} } },
        },
      },
    ],
    [
      "a serializer other than ParquetSerDe",
      {
        DataFormatConversionConfiguration: {
          ...CONVERSION,
          OutputFormatConfiguration: { Serializer: { OrcSerDe: {} } },
        },
      },
    ],
  ])("reject %s", (what, destination) => {
    expect(() => readDeliveryStreamSettings(describedDeliveryStream(destination))).toThrow(
      `The embedded AWS does not support ${what}`,
    );
  });
});
