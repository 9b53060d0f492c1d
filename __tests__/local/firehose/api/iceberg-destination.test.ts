import {
  CreateDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  type IcebergDestinationConfiguration,
  type IcebergDestinationUpdate,
  UpdateDestinationCommand,
} from "@aws-sdk/client-firehose";

import { RunningEmulator } from "../../../support/emulator/running-emulator";

const ROLE = "arn:aws:iam::123456789012:role/delivery";
const TABLE = { DestinationDatabaseName: "db", DestinationTableName: "events" };
const BUCKET = { RoleARN: ROLE, BucketARN: "arn:aws:s3:::lake" };
const S3 = { ...BUCKET, ErrorOutputPrefix: "errors/!{firehose:error-output-type}/" };
const SETTINGS = {
  RoleARN: ROLE,
  CatalogConfiguration: { CatalogARN: "arn:aws:glue:us-east-1:123456789012:catalog" },
  DestinationTableConfigurationList: [{ ...TABLE, S3ErrorOutputPrefix: "errors/events/" }],
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
  RetryOptions: { DurationInSeconds: 300 },
  S3BackupMode: "FailedDataOnly" as const,
  AppendOnly: true,
};
const ICEBERG: IcebergDestinationConfiguration = { ...SETTINGS, S3Configuration: S3 };

describe("a delivery stream to an Iceberg table", () => {
  let aws: RunningEmulator;
  let streams = 0;

  beforeAll(async () => {
    aws = await RunningEmulator.start();
  }, 60_000);

  afterAll(() => aws.stop());

  const create = async (settings: Partial<IcebergDestinationConfiguration> = {}) => {
    const name = `iceberg-${(streams += 1)}`;
    await aws.clients.firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: name,
        IcebergDestinationConfiguration: { ...ICEBERG, ...settings },
      }),
    );
    return name;
  };
  const destinationOf = async (name: string) => {
    const { DeliveryStreamDescription: described } = await aws.clients.firehose.send(
      new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }),
    );
    const [destination] = described?.Destinations ?? [];
    return { version: described?.VersionId, ...destination };
  };
  const update = (name: string, version: string, settings: IcebergDestinationUpdate) =>
    aws.clients.firehose.send(
      new UpdateDestinationCommand({
        DeliveryStreamName: name,
        CurrentDeliveryStreamVersionId: version,
        DestinationId: "destinationId-000000000001",
        IcebergDestinationUpdate: settings,
      }),
    );

  it("is described as it was created", async () => {
    expect(await destinationOf(await create())).toEqual({
      version: "1",
      DestinationId: "destinationId-000000000001",
      IcebergDestinationDescription: { ...SETTINGS, S3DestinationDescription: S3 },
    });
  });

  it("keeps what an update does not mention, and replaces what it does", async () => {
    const name = await create();
    const changed = {
      BufferingHints: { SizeInMBs: 2, IntervalInSeconds: 90 },
      S3BackupMode: "AllData" as const,
    };
    await update(name, "1", { ...changed, S3Configuration: BUCKET });
    expect(await destinationOf(name)).toEqual({
      version: "2",
      DestinationId: "destinationId-000000000001",
      IcebergDestinationDescription: {
        ...SETTINGS,
        ...changed,
        S3DestinationDescription: BUCKET,
      },
    });
  });

  it.each<[string, Partial<IcebergDestinationConfiguration>, string]>([
    ["no catalog", { CatalogConfiguration: {} }, "CatalogConfiguration.CatalogARN must be given"],
    [
      "an interval without a size",
      { BufferingHints: { IntervalInSeconds: 60 } },
      "BufferingHints must have both",
    ],
    [
      "a prefix with expressions and no error prefix",
      { S3Configuration: { ...S3, Prefix: "!{timestamp:yyyy}/", ErrorOutputPrefix: undefined } },
      "S3Configuration: The supplied prefix(es)",
    ],
    [
      "the catalog of S3 Tables",
      {
        CatalogConfiguration: {
          CatalogARN: "arn:aws:glue:us-east-1:123456789012:catalog/s3tablescatalog/tables",
        },
      },
      "does not support the catalog arn:aws:glue:us-east-1:123456789012:catalog/s3tablescatalog/tables",
    ],
    ["no table", { DestinationTableConfigurationList: [] }, "with 0 tables, which needs routing"],
    [
      "two tables",
      {
        DestinationTableConfigurationList: [TABLE, { ...TABLE, DestinationTableName: "other" }],
      },
      "with 2 tables, which needs routing",
    ],
    [
      "unique keys",
      { DestinationTableConfigurationList: [{ ...TABLE, UniqueKeys: ["id"] }] },
      "does not support UniqueKeys",
    ],
    [
      "automatic evolution",
      { SchemaEvolutionConfiguration: { Enabled: true } },
      "does not support SchemaEvolutionConfiguration",
    ],
    [
      "automatic creation",
      { TableCreationConfiguration: { Enabled: true } },
      "does not support TableCreationConfiguration",
    ],
    [
      "a function",
      { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda" }] } },
      "does not support the processor Lambda for Iceberg tables",
    ],
  ])("refuses %s", async (_, settings, message) => {
    await expect(create(settings)).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: expect.stringContaining(message) as unknown,
    });
  });

  it("refuses updates to what can't change, and of what is not the present version", async () => {
    const name = await create();
    const refused = (version: string, settings: IcebergDestinationUpdate, error: object) =>
      expect(update(name, version, settings)).rejects.toMatchObject(error);
    const invalid = { name: "InvalidArgumentException" };
    await refused("1", { AppendOnly: false }, invalid);
    await refused("1", { CatalogConfiguration: {} }, invalid);
    await refused("2", {}, { name: "ConcurrentModificationException" });
    await expect(
      aws.clients.firehose.send(
        new UpdateDestinationCommand({
          DeliveryStreamName: name,
          CurrentDeliveryStreamVersionId: "1",
          DestinationId: "destinationId-000000000001",
          ExtendedS3DestinationUpdate: { Prefix: "data/" },
        }),
      ),
    ).rejects.toMatchObject(invalid);
    expect(await destinationOf(name)).toMatchObject({ version: "1" });
  });
});
