import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DuckDBConnection } from "@duckdb/node-api";
import type {
  DeliveryStreamDescription,
  ExtendedS3DestinationDescription,
} from "@aws-sdk/client-firehose";
import { DeliveryService } from "../../../local/firehose/delivery-service";
import { DELIVERY_ROLE, describedDeliveryStream } from "./support/described-delivery-stream";
import { FakeCloud } from "./support/fake-cloud";
import { until } from "../../support/until";

const INTERVALS = {
  pollIntervalMs: 10,
  readIntervalMs: 10,
  tickIntervalMs: 10,
  metricsIntervalMs: 50,
};
const HINTS = { SizeInMBs: 64, IntervalInSeconds: 0 };

function describeStream(
  version = "1",
  changes: Partial<ExtendedS3DestinationDescription> = {},
  created = new Date(0),
): DeliveryStreamDescription {
  return describedDeliveryStream(
    {
      Prefix: "data/!{timestamp:yyyy}/",
      ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
      BufferingHints: HINTS,
      CompressionFormat: "UNCOMPRESSED",
      EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: "arn:key" } },
      S3BackupMode: "Enabled",
      S3BackupDescription: {
        RoleARN: DELIVERY_ROLE,
        BucketARN: "arn:aws:s3:::raw",
        BufferingHints: HINTS,
        CompressionFormat: "UNCOMPRESSED",
        EncryptionConfiguration: undefined,
      },
      DataFormatConversionConfiguration: {
        Enabled: true,
        InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
        OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
        SchemaConfiguration: {
          DatabaseName: "db",
          TableName: "events",
          RoleARN: `${DELIVERY_ROLE}-glue`,
        },
      },
      ...changes,
    },
    { VersionId: version, CreateTimestamp: created },
  );
}

describe("the delivery service", () => {
  let stateFolder: string;
  let cloud: FakeCloud;
  let log: string[];
  let service: DeliveryService;
  let reader: DuckDBConnection;

  beforeAll(async () => {
    reader = await DuckDBConnection.create();
  });
  afterAll(() => reader.closeSync());
  beforeEach(async () => {
    stateFolder = await mkdtemp(join(tmpdir(), "service-"));
    cloud = new FakeCloud();
    cloud.deliveryStreams.set("events", describeStream());
    log = [];
    await start();
  });
  afterEach(async () => {
    await service.stop();
    await rm(stateFolder, { recursive: true, force: true });
  });

  const start = async () => {
    service = new DeliveryService(
      {
        endpointUrl: "http://127.0.0.1:0",
        stateFolder,
        scratchFolder: join(stateFolder, "scratch"),
        regions: () => ["eu-west-1"],
        clients: () => cloud.clients,
        log: { info: (_, line) => log.push(line), error: (_, line) => log.push(line) },
      },
      INTERVALS,
    );
    await service.start();
  };
  /** Waits, and reports the log of the service when it waited in vain. */
  const reached = (awaited: string, holds: () => boolean) =>
    until(awaited, holds).catch((error: Error) => {
      throw new Error(`${error.message}; the log says:\n${log.join("\n")}`);
    });
  const delivered = () => service.status()[0]?.delivered ?? 0;
  const rows = async () => {
    const found: unknown[] = [];
    for (const [key, { body }] of cloud.objects) {
      if (!key.endsWith(".parquet")) continue;
      const file = join(stateFolder, "read.parquet");
      await writeFile(file, body);
      const result = await reader.runAndReadAll(`SELECT * FROM '${file}'`);
      found.push(...result.getRowObjectsJson());
    }
    return found;
  };

  it("delivers the records of every shard, invalid ones as errors, and backs all of them up", async () => {
    cloud.put("a", '{"id":1}\n', '{"id":"x"}\n');
    cloud.put("b", '{"id":2}\n');
    await reached(
      "2 delivered, 3 backed up",
      () => delivered() === 2 && service.status()[0]?.backedUp === 3,
    );
    expect(await rows()).toEqual(expect.arrayContaining([{ id: 1 }, { id: 2 }]));
    expect(cloud.under("lake/errors/format-conversion-failed/")).toHaveLength(1);
    expect(cloud.under("raw/").join("").split("\n").sort()).toEqual([
      "",
      '{"id":"x"}',
      '{"id":1}',
      '{"id":2}',
    ]);
    expect(service.status()).toEqual([
      {
        name: "events",
        region: "eu-west-1",
        recordsRead: 3,
        delivered: 2,
        failed: 1,
        backedUp: 3,
        behindMs: 0,
        lastObject: expect.stringMatching(/^s3:\/\//) as string,
      },
    ]);
  });

  it("assumes the deployed roles with the account as external id, and uses the deployed key", async () => {
    cloud.put("a", '{"id":1}');
    await reached("1 delivered", () => delivered() === 1);
    expect([...cloud.assumed].sort()).toEqual([
      `${DELIVERY_ROLE} 123456789012`,
      `${DELIVERY_ROLE}-glue 123456789012`,
      `${DELIVERY_ROLE}-source 123456789012`,
    ]);
    const [parquet] = [...cloud.objects].filter(([key]) => key.endsWith(".parquet"));
    expect(parquet?.[1].keyArn).toBe("arn:key");
  });

  it("starts at the creation of the delivery stream", async () => {
    await service.stop();
    cloud.put("a", '{"id":1}');
    await sleep(5);
    cloud.deliveryStreams.set("events", describeStream("1", {}, new Date()));
    cloud.put("a", '{"id":2}');
    await start();
    await reached("1 delivered", () => delivered() === 1);
    expect(await rows()).toEqual([{ id: 2 }]);
  });

  it("continues after a restart with what was not delivered", async () => {
    cloud.put("a", '{"id":1}');
    await reached(
      "1 delivered, 1 backed up",
      () => delivered() === 1 && service.status()[0]?.backedUp === 1,
    );
    await service.stop();
    cloud.put("a", '{"id":2}');
    await start();
    await reached(
      "1 delivered, 1 backed up",
      () => delivered() === 1 && service.status()[0]?.backedUp === 1,
    );
    expect(await rows()).toEqual([{ id: 1 }, { id: 2 }]);
    expect(cloud.under("raw/")).toEqual(['{"id":1}', '{"id":2}']);
  });

  it("reads the children of a shard, also after a restart, and nothing twice", async () => {
    cloud.put("a", '{"id":1}');
    await reached(
      "1 delivered, 1 backed up",
      () => delivered() === 1 && service.status()[0]?.backedUp === 1,
    );
    cloud.put("a", '{"id":2}');
    cloud.put("left", '{"id":3}');
    cloud.put("right", '{"id":4}');
    cloud.children.set("a", ["left", "right"]);
    await reached(
      "4 delivered, 4 backed up",
      () => delivered() === 4 && service.status()[0]?.backedUp === 4,
    );
    await service.stop();
    cloud.put("right", '{"id":5}');
    await start();
    await reached(
      "1 delivered, 1 backed up",
      () => delivered() === 1 && service.status()[0]?.backedUp === 1,
    );
    // The table has only the column id.
    const ids = (await rows()) as { id: number }[];
    expect(ids.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it("applies a changed destination and a changed table", async () => {
    cloud.put("a", '{"id":1}');
    await reached("1 delivered", () => delivered() === 1);
    cloud.deliveryStreams.set("events", describeStream("2", { BucketARN: "arn:aws:s3:::other" }));
    cloud.columns = [{ Name: "Id", Type: "string" }];
    await reached("the new configuration", () =>
      log.includes("events: configuration version 2 applied"),
    );
    cloud.put("a", '{"id":2}');
    await reached("2 delivered", () => delivered() === 2);
    expect(
      [...cloud.objects.keys()].some((key) => /^other\/data\/\d{4}\/events-2-/.test(key)),
    ).toBe(true);
    expect(await rows()).toEqual([{ id: 1 }, { id: "2" }]);
  });

  it("waits while an object can't be written, reports the error, and loses nothing", async () => {
    cloud.putError = Object.assign(new Error("Access Denied"), { name: "AccessDenied" });
    cloud.put("a", '{"id":1}');
    const line = "events: delivery of data failed, retrying in 1 s: S3.AccessDenied: Access Denied";
    await reached("a report", () => log.includes(line));
    expect(service.status()[0]?.lastError).toBe("S3.AccessDenied: Access Denied");
    expect(cloud.objects.size).toBe(0);
    cloud.putError = undefined;
    await reached("1 delivered", () => delivered() === 1);
    expect(await rows()).toEqual([{ id: 1 }]);
  });

  it("stops a deleted delivery stream, and starts again with a new one of the same name", async () => {
    cloud.put("a", '{"id":1}');
    await reached("1 delivered", () => delivered() === 1);
    cloud.deliveryStreams.clear();
    await reached("the end of the stream", () => service.status().length === 0);
    cloud.put("a", '{"id":2}');
    await sleep(5);
    cloud.deliveryStreams.set("events", describeStream("1", {}, new Date()));
    cloud.put("a", '{"id":3}');
    await reached("1 delivered", () => delivered() === 1);
    expect(await rows()).toEqual([{ id: 1 }, { id: 3 }]);
  });

  it("reports an unsupported setting once", async () => {
    cloud.deliveryStreams.set(
      "transformed",
      describeStream(
        "1",
        { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda" }] } },
        new Date(1),
      ),
    );
    await reached("a report", () => log.some((line) => line.includes("the processor Lambda")));
    const polls = cloud.polls;
    await reached("two more polls", () => cloud.polls > polls + 2);
    expect(log.filter((line) => line.includes("the processor Lambda"))).toHaveLength(1);
    expect(service.status().map(({ name }) => name)).toEqual(["events"]);
  });

  describe("with dynamic partitioning", () => {
    const partitioned = (changes: Partial<ExtendedS3DestinationDescription> = {}) => ({
      Prefix: "data/id=!{partitionKeyFromQuery:key}/!{timestamp:yyyy}/",
      DynamicPartitioningConfiguration: { Enabled: true },
      ProcessingConfiguration: {
        Enabled: true,
        Processors: [
          {
            Type: "RecordDeAggregation" as const,
            Parameters: [{ ParameterName: "SubRecordType" as const, ParameterValue: "JSON" }],
          },
          {
            Type: "MetadataExtraction" as const,
            Parameters: [
              { ParameterName: "MetadataExtractionQuery" as const, ParameterValue: "{key: .id}" },
            ],
          },
          { Type: "AppendDelimiterToRecord" as const },
        ],
      },
      ...changes,
    });
    const folders = () =>
      [...cloud.objects.keys()]
        .filter((key) => key.startsWith("lake/data/"))
        .map((key) => key.split("/")[2])
        .sort();

    it("converts the records of each partition into a separate folder", async () => {
      cloud.put("a", '{"id":9}');
      await reached("1 delivered", () => delivered() === 1);
      cloud.deliveryStreams.set("events", describeStream("2", partitioned()));
      await reached(
        "a second start",
        () => log.filter((line) => line.includes("started, source")).length === 2,
      );
      cloud.put("a", '{"id":1}{"id":2}', '{"id":1}\n', '{"id":null}', "no JSON", '{"id":"x"}');
      await reached(
        "3 delivered, 3 failed",
        () => delivered() === 3 && service.status()[0]?.failed === 3,
      );
      expect(new Set(folders())).toEqual(
        new Set([expect.stringMatching(/^\d{4}$/), "id=1", "id=2"]),
      );
      expect(await rows()).toEqual(
        expect.arrayContaining([{ id: 9 }, { id: 1 }, { id: 1 }, { id: 2 }]),
      );
      const failed = cloud
        .under("lake/errors/metadata-extraction-failed/")
        .flatMap((body) => body.trim().split("\n"))
        .map((line) => JSON.parse(line) as { errorMessage: string; rawData: string });
      expect(
        failed.map(({ errorMessage, rawData }) => [
          Buffer.from(rawData, "base64").toString(),
          errorMessage,
        ]),
      ).toEqual([
        ['{"id":null}', "partitionKeys values must not be null or empty"],
        ["no JSON", "Non JSON record provided"],
      ]);
      expect(cloud.under("lake/errors/format-conversion-failed/")).toHaveLength(1);
      await reached("the metric PartitionCount", () => cloud.metricNames.has("PartitionCount"));
      expect(cloud.metricNames.has("JQProcessing.Duration")).toBe(true);
    });

    it("delivers unconverted records with the appended delimiter", async () => {
      const unconverted = { DataFormatConversionConfiguration: { Enabled: false } };
      await service.stop();
      cloud.deliveryStreams.set("events", describeStream("2", partitioned(unconverted)));
      cloud.put("a", '{"id":1,"n":1}{"id":1,"n":2}');
      await start();
      await reached("2 delivered", () => delivered() === 2);
      expect(cloud.under("lake/data/id=1/")).toEqual(['{"id":1,"n":1}\n{"id":1,"n":2}\n']);
      expect(cloud.under("raw/")).toEqual(['{"id":1,"n":1}{"id":1,"n":2}']);
    });
  });

  it("publishes metrics", async () => {
    cloud.put("a", '{"id":1}', "{");
    await reached("the metric FailedConversion.Records", () =>
      cloud.metricNames.has("FailedConversion.Records"),
    );
    await reached("the metric DeliveryToS3.Records", () =>
      cloud.metricNames.has("DeliveryToS3.Records"),
    );
    expect([...cloud.metricNames]).toEqual(
      expect.arrayContaining(["DeliveryToS3.DataFreshness", "DataReadFromKinesisStream.Records"]),
    );
  });
});
