import {
  CreateDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  TagDeliveryStreamCommand,
  UpdateDestinationCommand,
} from "@aws-sdk/client-firehose";
import type {
  CreateDeliveryStreamInput,
  ExtendedS3DestinationConfiguration,
  ExtendedS3DestinationUpdate,
  ProcessingConfiguration,
} from "@aws-sdk/client-firehose";
import { RunningEmulator } from "../../../support/emulator/running-emulator";

const ROLE = "arn:aws:iam::123456789012:role/delivery";
const BUCKET = "arn:aws:s3:::lake";
const S3 = { RoleARN: ROLE, BucketARN: BUCKET };
const HINTS = { SizeInMBs: 64, IntervalInSeconds: 60 };
const ERRORS = "errors/!{firehose:error-output-type}/";
const CONVERSION = {
  SchemaConfiguration: { RoleARN: ROLE, DatabaseName: "db", TableName: "events" },
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
  OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
};
const PARAMETERS = [
  { ParameterName: "MetadataExtractionQuery" as const, ParameterValue: "{app: .app}" },
  { ParameterName: "JsonParsingEngine" as const, ParameterValue: "JQ-1.6" },
];
const EXTRACTION: ProcessingConfiguration = {
  Enabled: true,
  Processors: [{ Type: "MetadataExtraction", Parameters: PARAMETERS }],
};
const PARTITIONED = {
  DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 300 } },
  ProcessingConfiguration: EXTRACTION,
  Prefix: "data/app=!{partitionKeyFromQuery:app}/",
  ErrorOutputPrefix: ERRORS,
  BufferingHints: HINTS,
};

describe("the rules of a delivery stream", () => {
  let aws: RunningEmulator;
  let streams = 0;

  beforeAll(async () => {
    aws = await RunningEmulator.start();
  }, 60_000);

  afterAll(() => aws.stop());

  /** Creates a delivery stream with a name of its own, and returns the name. */
  const create = async (input: Partial<CreateDeliveryStreamInput>): Promise<string> => {
    const name = `stream-${(streams += 1)}`;
    await aws.clients.firehose.send(
      new CreateDeliveryStreamCommand({ DeliveryStreamName: name, ...input }),
    );
    return name;
  };
  const createTo = (settings: Partial<ExtendedS3DestinationConfiguration>) =>
    create({ ExtendedS3DestinationConfiguration: { ...S3, ...settings } });
  const describeStream = async (name: string) => {
    const { DeliveryStreamDescription: description } = await aws.clients.firehose.send(
      new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }),
    );
    return description;
  };
  const update = (name: string, settings: ExtendedS3DestinationUpdate, version = "1") =>
    aws.clients.firehose.send(
      new UpdateDestinationCommand({
        DeliveryStreamName: name,
        CurrentDeliveryStreamVersionId: version,
        DestinationId: "destinationId-000000000001",
        ExtendedS3DestinationUpdate: settings,
      }),
    );

  it.each<[string, Partial<ExtendedS3DestinationConfiguration>]>([
    ["the role and the bucket alone", {}],
    [
      "conversion to Parquet",
      { DataFormatConversionConfiguration: CONVERSION, BufferingHints: HINTS },
    ],
    ["dynamic partitioning", PARTITIONED],
    ["a backup", { S3BackupMode: "Enabled", S3BackupConfiguration: S3 }],
    ["conversion that is off", { DataFormatConversionConfiguration: { Enabled: false } }],
  ])("accept a destination with %s", async (_, settings) => {
    const created = await describeStream(await createTo(settings));
    expect(created?.Destinations?.[0]?.ExtendedS3DestinationDescription).toMatchObject(S3);
  });

  it.each<[string, Partial<ExtendedS3DestinationConfiguration>, string]>([
    [
      "a buffer of 63 MiB with conversion",
      {
        DataFormatConversionConfiguration: CONVERSION,
        BufferingHints: { ...HINTS, SizeInMBs: 63 },
      },
      "BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.",
    ],
    [
      "compression with conversion",
      { DataFormatConversionConfiguration: CONVERSION, CompressionFormat: "GZIP" },
      "CompressionFormat must be UNCOMPRESSED",
    ],
    [
      "conversion without a table",
      {
        DataFormatConversionConfiguration: {
          ...CONVERSION,
          SchemaConfiguration: { RoleARN: ROLE, DatabaseName: "db" },
        },
      },
      "SchemaConfiguration.TableName must be given",
    ],
    [
      "conversion with two serializers",
      {
        DataFormatConversionConfiguration: {
          ...CONVERSION,
          OutputFormatConfiguration: { Serializer: { ParquetSerDe: {}, OrcSerDe: {} } },
        },
      },
      "exactly one serializer",
    ],
    [
      "conversion without a deserializer",
      { DataFormatConversionConfiguration: { ...CONVERSION, InputFormatConfiguration: {} } },
      "exactly one deserializer",
    ],
    ["a size without an interval", { BufferingHints: { SizeInMBs: 5 } }, "both SizeInMBs and"],
    [
      "an expression without an error prefix",
      { Prefix: "data/!{timestamp:yyyy}/" },
      "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
    ],
    [
      "an error prefix without its type",
      { ErrorOutputPrefix: "errors/!{timestamp:yyyy}/" },
      "ErrorOutputPrefix must contain !{firehose:error-output-type}",
    ],
    [
      "the error type in the prefix of data",
      { Prefix: ERRORS, ErrorOutputPrefix: ERRORS },
      "Prefix cannot contain !{firehose:error-output-type}",
    ],
    [
      "an unknown expression",
      { Prefix: "!{clock:yyyy}/", ErrorOutputPrefix: ERRORS },
      "!{clock:yyyy} is not a valid expression",
    ],
    [
      "an open expression",
      { Prefix: "!{timestamp:yyyy", ErrorOutputPrefix: ERRORS },
      "!{timestamp:yyyy is not a valid expression",
    ],
    [
      "a partition key in the error prefix",
      { ...PARTITIONED, ErrorOutputPrefix: `${ERRORS}!{partitionKeyFromQuery:app}/` },
      "ErrorOutputPrefix cannot contain partition keys",
    ],
    [
      "a partition key without partitioning",
      { Prefix: PARTITIONED.Prefix, ErrorOutputPrefix: ERRORS },
      "dynamic partitioning is not enabled",
    ],
    [
      "a query without partitioning",
      { ProcessingConfiguration: EXTRACTION },
      "MetadataExtraction can only be used when dynamic partitioning is enabled",
    ],
    [
      "partitioning without a processor",
      { ...PARTITIONED, ProcessingConfiguration: { Enabled: false } },
      "needs the processor MetadataExtraction or Lambda",
    ],
    [
      "partitioning without keys",
      { ...PARTITIONED, Prefix: "data/" },
      "must contain the partition keys",
    ],
    [
      "keys of a function that there is not",
      { ...PARTITIONED, Prefix: "!{partitionKeyFromLambda:app}/" },
      "needs the processor Lambda",
    ],
    [
      "a small buffer with partitioning",
      { ...PARTITIONED, BufferingHints: { ...HINTS, SizeInMBs: 1 } },
      "at least 64 when dynamic partitioning is enabled",
    ],
    [
      "no buffer with partitioning",
      { ...PARTITIONED, BufferingHints: { ...HINTS, IntervalInSeconds: 0 } },
      "must not be 0 when dynamic partitioning is enabled",
    ],
    [
      "a processor without its parameter",
      { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda" }] } },
      "The processor Lambda has no parameter LambdaArn",
    ],
    ["a backup to nowhere", { S3BackupMode: "Enabled" }, "S3BackupConfiguration must be given"],
    [
      "a wrong backup",
      { S3BackupMode: "Enabled", S3BackupConfiguration: { ...S3, Prefix: "!{timestamp:yyyy}/" } },
      "S3BackupConfiguration: The supplied prefix(es)",
    ],
    [
      "a log without a name",
      { CloudWatchLoggingOptions: { Enabled: true, LogGroupName: "firehose" } },
      "must have LogGroupName and LogStreamName",
    ],
  ])("refuse a destination with %s", async (_, settings, message) => {
    await expect(createTo(settings)).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: expect.stringContaining(message) as unknown,
    });
  });

  const KINESIS = {
    KinesisStreamARN: "arn:aws:kinesis:us-east-1:123456789012:stream/s",
    RoleARN: ROLE,
  };
  const DESTINATION = { ExtendedS3DestinationConfiguration: S3 };

  it.each<[string, Partial<CreateDeliveryStreamInput>, string]>([
    ["no destination", {}, "Exactly one destination"],
    [
      "two destinations",
      { ...DESTINATION, S3DestinationConfiguration: S3 },
      "Exactly one destination",
    ],
    [
      "a stream whose records are put",
      { ...DESTINATION, KinesisStreamSourceConfiguration: KINESIS },
      "KinesisStreamSourceConfiguration is only applicable for KinesisStreamAsSource",
    ],
    [
      "no stream",
      { ...DESTINATION, DeliveryStreamType: "KinesisStreamAsSource" },
      "KinesisStreamSourceConfiguration must be given",
    ],
    [
      "encryption of what a stream holds",
      {
        ...DESTINATION,
        DeliveryStreamType: "KinesisStreamAsSource",
        KinesisStreamSourceConfiguration: KINESIS,
        DeliveryStreamEncryptionConfigurationInput: { KeyType: "AWS_OWNED_CMK" },
      },
      "only applicable for DirectPut",
    ],
    [
      "a key of the customer that is not named",
      {
        ...DESTINATION,
        DeliveryStreamEncryptionConfigurationInput: { KeyType: "CUSTOMER_MANAGED_CMK" },
      },
      "KeyARN must be given",
    ],
  ])("refuse a delivery stream with %s", async (_, input, message) => {
    await expect(create(input)).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: expect.stringContaining(message) as unknown,
    });
  });

  it.each<[string, Partial<CreateDeliveryStreamInput>, string]>([
    [
      "a name with a blank",
      { DeliveryStreamName: "my stream" },
      "Value 'my stream' at 'deliveryStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      "a name of 65 characters",
      { DeliveryStreamName: "a".repeat(65) },
      "Member must have length less than or equal to 64",
    ],
    [
      "a bucket's name as its ARN",
      { ExtendedS3DestinationConfiguration: { ...S3, BucketARN: "lake" } },
      "'extendedS3DestinationConfiguration.bucketARN'",
    ],
    [
      "a key's id as its ARN",
      {
        ExtendedS3DestinationConfiguration: {
          ...S3,
          EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: "1234" } },
        },
      },
      "Value '1234' at",
    ],
    [
      "a buffer of 129 MiB",
      {
        ExtendedS3DestinationConfiguration: {
          ...S3,
          BufferingHints: { SizeInMBs: 129, IntervalInSeconds: 60 },
        },
      },
      "Member must have value less than or equal to 128",
    ],
    [
      "retries of more than two hours",
      {
        ExtendedS3DestinationConfiguration: {
          ...S3,
          ...PARTITIONED,
          DynamicPartitioningConfiguration: {
            Enabled: true,
            RetryOptions: { DurationInSeconds: 7201 },
          },
        },
      },
      "Member must have value less than or equal to 7200",
    ],
    ["a tag of AWS", { Tags: [{ Key: "aws:owner", Value: "me" }] }, "'tags.member.key'"],
    [
      "51 tags",
      { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "v" })) },
      "at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    ],
  ])("refuse %s", async (_, input, message) => {
    await expect(create({ ...DESTINATION, ...input })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(message) as unknown,
    });
  });

  it("refuse a tag of AWS for a delivery stream that exists", async () => {
    const name = await createTo({});
    const tag = (Key: string) =>
      aws.clients.firehose.send(
        new TagDeliveryStreamCommand({ DeliveryStreamName: name, Tags: [{ Key }] }),
      );
    await tag("owner");
    await expect(tag("aws:owner")).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuse an update that breaks what stays as it was", async () => {
    const name = await createTo({
      DataFormatConversionConfiguration: CONVERSION,
      BufferingHints: HINTS,
      S3BackupMode: "Enabled",
      S3BackupConfiguration: S3,
    });
    const refused = (settings: ExtendedS3DestinationUpdate, message: string) =>
      expect(update(name, settings)).rejects.toMatchObject({
        name: "InvalidArgumentException",
        message: expect.stringContaining(message) as unknown,
      });
    await refused({ BufferingHints: { ...HINTS, SizeInMBs: 5 } }, "at least 64");
    await refused({ CompressionFormat: "GZIP" }, "must be UNCOMPRESSED");
    await refused({ S3BackupMode: "Disabled" }, "can't be changed from Enabled to Disabled");
    await refused(
      { S3BackupUpdate: { Prefix: "!{timestamp:yyyy}/" } },
      "S3BackupConfiguration: The",
    );
    await refused(PARTITIONED, "Dynamic partitioning can't be enabled");
    await expect(update(name, { CompressionFormat: "GZIP" }, "2")).rejects.toMatchObject({
      name: "ConcurrentModificationException",
    });
    await expect(update("none", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await update(name, { Prefix: "other/" });
    expect(await describeStream(name)).toMatchObject({ VersionId: "2" });
    await expect(update(name, {})).rejects.toMatchObject({
      name: "ConcurrentModificationException",
    });
  });

  it("let a backup be added, but not without a bucket", async () => {
    const name = await createTo({});
    await expect(update(name, { S3BackupMode: "Enabled" })).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
    await update(name, { S3BackupMode: "Enabled", S3BackupUpdate: S3 });
    const described = await describeStream(name);
    expect(described?.Destinations?.[0]?.ExtendedS3DestinationDescription).toMatchObject({
      S3BackupMode: "Enabled",
      S3BackupDescription: S3,
    });
  });
});
