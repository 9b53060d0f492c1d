import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sampleEvents } from "../../../fixtures/datasets/sample-events";
import { createHandler } from "../../../../lambda-src/publisher/handler";
import { kinesisClient } from "../../../../lambda-src/publisher/sending/kinesis-client";
import { partitionKeyAt } from "../../../../lambda-src/publisher/sending/partition-key";
import { sendBatches } from "../../../../lambda-src/publisher/sending/put-records";
import type { PutRecords } from "../../../../lambda-src/publisher/sending/put-records";
import { toBatches, toRecord } from "../../../../lambda-src/publisher/sending/record-batches";
import { resolveDataset } from "../../../../model/dataset/resolve-dataset";
import { until } from "../../../support/until";

const RESPONSE = JSON.stringify({
  FailedRecordCount: 0,
  Records: [{ SequenceNumber: "1", ShardId: "shardId-000000000000" }],
});
const HEADERS = { "content-type": "application/x-amz-json-1.1" };

/** How a service responds. */
type Responding = (response: ServerResponse) => void;

const immediately: Responding = (response) => void response.writeHead(200, HEADERS).end(RESPONSE);

/** Bytes of a response that {@link byteByByte} had sent when the connection was closed. */
let bytesSent: number[] = [];

/** Sends the headers immediately, then a byte each second, so that an idle timeout never fires. */
const byteByByte: Responding = (response) => {
  response.writeHead(200, HEADERS);
  let sent = 0;
  response.once("close", () => bytesSent.push(sent));
  const timer = setInterval(() => response.write(RESPONSE[sent++] ?? " "), 1_000);
  response.write(RESPONSE[sent++]);
  response.once("close", () => clearInterval(timer));
};

/** Sends the headers and half of the body, then nothing. */
const halfResponse: Responding = (response) => {
  response.writeHead(200, { ...HEADERS, "content-length": RESPONSE.length });
  response.write(RESPONSE.slice(0, RESPONSE.length / 2));
};

describe("the time that a request of the publisher takes", () => {
  let server: Server;
  let client: KinesisClient;
  let responding: Responding[];

  beforeEach(async () => {
    responding = [];
    bytesSent = [];
    server = createServer((request, response) => {
      request.resume().on("end", () => (responding.shift() ?? immediately)(response));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    client = kinesisClient({
      region: "us-east-1",
      // A listening TCP server has an address of this form.
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
  });

  afterEach(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const putRecords: PutRecords = (records, signal) =>
    client.send(
      new PutRecordsCommand({
        StreamName: "events",
        Records: records.map(({ data, partitionKey }) => ({
          Data: data,
          PartitionKey: partitionKey,
        })),
      }),
      { abortSignal: signal },
    );
  const oneRecord = toBatches([toRecord({ id: 1 }, 0, partitionKeyAt("id"))], "kept");

  it.each([
    ["comes byte by byte", byteByByte],
    ["stops in the middle", halfResponse],
  ])("includes the body: one that %s is aborted, and the request retried", async (_, slow) => {
    responding = [slow];
    const end = Date.now() + 15_000;
    const result = await sendBatches(oneRecord, {
      order: "kept",
      putRecords,
      remainingMs: () => end - Date.now(),
      attemptTimeoutMs: 500,
    });
    expect(result).toMatchObject({ published: 1, failed: [], batches: 1, retries: 1 });
  });

  it("ends before the invocation does, and the events are reported as perhaps published", async () => {
    responding = [byteByByte, byteByByte, byteByByte];
    const end = Date.now() + 2_000;
    const publish = createHandler({
      dataset: resolveDataset(sampleEvents),
      settings: () => ({ streamName: "events", partitionKeyPath: "event.staffId" }),
      putRecords: (_, records, signal) => putRecords(records, signal),
    });
    const failure: unknown = await publish([{ event: { staffId: 1 } }, { event: { staffId: 1 } }], {
      getRemainingTimeInMillis: () => end - Date.now(),
    }).catch((error: unknown) => error);
    expect(String(failure)).toMatch(
      /Outcome: \{"published":0,"notPublished":"1","mayBePublished":"0"\}$/,
    );
    // The client did not wait for the response: the connection was closed before it was complete.
    await until("the end of the connection", () => bytesSent.length > 0);
    expect(Math.max(...bytesSent)).toBeLessThan(RESPONSE.length);
  });

  it("ends although the sender ignores its signal", async () => {
    const end = Date.now() + 1_000;
    const result = await sendBatches(oneRecord, {
      order: "kept",
      putRecords: () => new Promise(() => undefined),
      remainingMs: () => end - Date.now(),
      attemptTimeoutMs: 100,
      policy: { maximumAttempts: 3, baseDelayMs: 1, maximumDelayMs: 1, reserveMs: 0 },
    });
    expect(result).toMatchObject({
      published: 0,
      failed: [{ index: 0, code: "NoResponse", mayBePublished: true }],
      retries: 2,
    });
  });

  it("does not report a record as not published because a later attempt was rejected", async () => {
    let tries = 0;
    const result = await sendBatches(oneRecord, {
      order: "kept",
      putRecords: () => {
        tries += 1;
        return tries === 1
          ? Promise.reject(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }))
          : Promise.resolve({ Records: [{ ErrorCode: "InternalFailure", ErrorMessage: "no" }] });
      },
      remainingMs: () => 60_000,
      wait: () => Promise.resolve(),
    });
    expect(result.failed).toEqual([
      { index: 0, code: "InternalFailure", message: "no", mayBePublished: true },
    ]);
  });
});
