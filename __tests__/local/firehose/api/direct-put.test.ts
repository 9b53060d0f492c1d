import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsReply, AwsRequest } from "../../../../local/gateway/aws-request";
import type { EmulatorContext } from "../../../../local/emulator-context";
import { DeliveryService } from "../../../../local/firehose/delivery-service";
import { DELIVERY_ROLE, describedDeliveryStream } from "../support/described-delivery-stream";
import { FakeCloud } from "../support/fake-cloud";
import { until } from "../../../support/until";

const INTERVALS = {
  pollIntervalMs: 10,
  readIntervalMs: 10,
  tickIntervalMs: 10,
  metricsIntervalMs: 50,
};
const KIB = 1024;
// Matchers are typed as any.
const ANY_TEXT: unknown = expect.any(String);
const DIRECT_PUT = { DeliveryStreamType: "DirectPut", Source: undefined } as const;
const CONVERTED = {
  Prefix: "data/",
  ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 0 },
  DataFormatConversionConfiguration: {
    Enabled: true,
    InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
    OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
    SchemaConfiguration: { DatabaseName: "db", TableName: "events", RoleARN: DELIVERY_ROLE },
  },
};

describe("records that producers put into a delivery stream", () => {
  let stateFolder: string;
  let cloud: FakeCloud;
  let service: DeliveryService;
  let context: EmulatorContext;

  beforeEach(async () => {
    stateFolder = await mkdtemp(join(tmpdir(), "direct-put-"));
    cloud = new FakeCloud();
    cloud.deliveryStreams.set("events", describedDeliveryStream(CONVERTED, DIRECT_PUT));
    context = {
      endpointUrl: "http://127.0.0.1:0",
      stateFolder,
      scratchFolder: join(stateFolder, "scratch"),
      regions: () => ["eu-west-1"],
      clients: () => cloud.clients,
      log: { info: () => undefined, error: () => undefined },
    };
    service = new DeliveryService(context, INTERVALS);
  });
  afterEach(async () => {
    await service.stop();
    await rm(stateFolder, { recursive: true, force: true });
  });

  /** The control plane, which describes what the cloud holds. */
  const forward = ({ body }: AwsRequest): Promise<AwsReply> => {
    // The service under test wrote the body.
    const { DeliveryStreamName: name } = JSON.parse(body.toString()) as Record<string, string>;
    const described = cloud.deliveryStreams.get(name ?? "");
    const createdAt = (described?.CreateTimestamp?.getTime() ?? 0) / 1000;
    return Promise.resolve(
      described === undefined
        ? { status: 400, headers: {}, body: '{"__type":"ResourceNotFoundException"}' }
        : {
            status: 200,
            headers: {},
            body: JSON.stringify({
              DeliveryStreamDescription: { ...described, CreateTimestamp: createdAt },
            }),
          },
    );
  };
  const call = async (operation: string, input: object) => {
    const request: AwsRequest = {
      service: "firehose",
      operation,
      region: "eu-west-1",
      accessKeyId: "local",
      method: "POST",
      url: "/",
      headers: { "x-amz-target": `Firehose_20150804.${operation}` },
      body: Buffer.from(JSON.stringify(input)),
    };
    const reply = await service.handle(request, forward);
    return JSON.parse(String(reply?.body)) as Record<string, unknown>;
  };
  const record = (data: string | Buffer) => ({ Data: Buffer.from(data).toString("base64") });
  const put = (data: string | Buffer, name = "events") =>
    call("PutRecord", { DeliveryStreamName: name, Record: record(data) });
  const putBatch = (...data: (string | Buffer)[]) =>
    call("PutRecordBatch", { DeliveryStreamName: "events", Records: data.map(record) });

  it("are converted to Parquet, also those that were put before the delivery stream runs", async () => {
    expect(await put('{"id":1}\n')).toMatchObject({ Encrypted: false });
    expect(await putBatch('{"id":2}\n', '{"id":"zz"}\n')).toMatchObject({
      FailedPutCount: 0,
      RequestResponses: [{ RecordId: ANY_TEXT }, { RecordId: ANY_TEXT }],
    });
    await service.start();
    await until("2 delivered", () => service.status()[0]?.delivered === 2);
    await until("the error", () => cloud.under("lake/errors/").length === 1);
    const [parquet = ""] = cloud.under("lake/data/");
    expect(parquet).toMatch(/^PAR1.*PAR1$/s);
    expect(cloud.under("lake/errors/format-conversion-failed/")[0]).toContain(
      record('{"id":"zz"}\n').Data,
    );
    await until("metrics", () => cloud.metricNames.has("IncomingRecords"));
  });

  it("are delivered by the next process after theirs was killed", async () => {
    await put('{"id":1}\n');
    await putBatch('{"id":2}\n', '{"id":3}\n');
    // Nothing of the first service runs, and it is not told to stop.
    service = new DeliveryService(context, INTERVALS);
    await service.start();
    await until("3 delivered", () => service.status()[0]?.delivered === 3);
    await put('{"id":4}\n');
    await until("4 delivered", () => service.status()[0]?.delivered === 4);
    await service.stop();
    service = new DeliveryService(context, INTERVALS);
    await service.start();
    await put('{"id":5}\n');
    await until("the fifth", () => service.status()[0]?.delivered === 1);
  });

  it("are read again by a delivery stream that starts again with other settings", async () => {
    await service.start();
    cloud.putError = new Error("AccessDenied");
    await put('{"id":1}\n');
    await until("a failed delivery", () => service.status()[0]?.lastError !== undefined);
    const partitioned = {
      ...CONVERTED,
      DataFormatConversionConfiguration: undefined,
      ProcessingConfiguration: {
        Enabled: true,
        Processors: [
          {
            Type: "RecordDeAggregation" as const,
            Parameters: [{ ParameterName: "SubRecordType" as const, ParameterValue: "JSON" }],
          },
        ],
      },
    };
    cloud.deliveryStreams.set(
      "events",
      describedDeliveryStream(partitioned, { ...DIRECT_PUT, VersionId: "5" }),
    );
    cloud.putError = undefined;
    await until("the record", () => cloud.under("lake/data/").length > 0);
  });

  it("are rejected by a delivery stream that reads a Kinesis stream", async () => {
    cloud.deliveryStreams.set("reader", describedDeliveryStream({}));
    expect(await put('{"id":1}', "reader")).toMatchObject({
      __type: "InvalidArgumentException",
      message: "This operation is not permitted on KinesisStreamAsSource delivery stream type.",
    });
    expect(await put('{"id":1}', "none")).toMatchObject({ __type: "ResourceNotFoundException" });
  });

  it.each([
    ["a record of 1,000 KiB and a byte", [Buffer.alloc(1000 * KIB + 1)], "ValidationException"],
    ["501 records", Array<string>(501).fill("{}"), "ValidationException"],
    ["no record", [], "ValidationException"],
    [
      "4 MiB and a byte",
      [...Array<Buffer>(4).fill(Buffer.alloc(1000 * KIB)), Buffer.alloc(96 * KIB + 1)],
      "InvalidArgumentException",
    ],
  ])("are rejected as a batch with %s", async (_, records, type) => {
    expect(await putBatch(...records)).toMatchObject({ __type: type });
  });

  it("are accepted up to the limits", async () => {
    const largest = Array<Buffer>(4).fill(Buffer.alloc(1000 * KIB));
    expect(await putBatch(...largest, Buffer.alloc(96 * KIB))).toMatchObject({ FailedPutCount: 0 });
    expect(await putBatch(...Array<string>(500).fill("{}"))).toMatchObject({ FailedPutCount: 0 });
  });

  it("have results of their own while too much waits for delivery", async () => {
    const batch = Array<Buffer>(4).fill(Buffer.alloc(1000 * KIB));
    for (let sent = 0; sent < 65; sent += 1) await putBatch(...batch);
    const answer = await putBatch(...batch);
    expect(answer).toMatchObject({ FailedPutCount: 2 });
    expect(answer["RequestResponses"]).toEqual([
      { RecordId: ANY_TEXT },
      { RecordId: ANY_TEXT },
      { ErrorCode: "ServiceUnavailableException", ErrorMessage: "Slow down." },
      { ErrorCode: "ServiceUnavailableException", ErrorMessage: "Slow down." },
    ]);
    expect(await put(Buffer.alloc(1000 * KIB))).toMatchObject({
      __type: "ServiceUnavailableException",
    });
  }, 60_000);
});
