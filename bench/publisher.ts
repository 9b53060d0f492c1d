import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sampleEvents } from "../config/datasets/sample-events";
import { generateEvents } from "../lambda-src/publisher/event-generator";
import { createHandler } from "../lambda-src/publisher/handler";
import { MAXIMUM_BATCH_RECORDS, toBatches, toRecord } from "../lambda-src/publisher/record-batches";
import type { StreamRecord } from "../lambda-src/publisher/record-batches";
import { figure } from "./figure";
import type { Figure } from "./figure";
import { median } from "./median";

const BATCHES = 100;
const STREAM = "bench";

/** The publisher beside the SDK that sends the same full batches, into a sink that answers at once. */
export async function measurePublisher(rounds: number): Promise<Figure> {
  const sink = await startSink();
  const client = new KinesisClient({
    region: "us-east-1",
    endpoint: sink.url,
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  });
  const putRecords = (records: readonly StreamRecord[], signal?: AbortSignal) =>
    client.send(
      new PutRecordsCommand({
        StreamName: STREAM,
        Records: records.map(({ data, partitionKey }) => ({
          Data: data,
          PartitionKey: partitionKey,
        })),
      }),
      { abortSignal: signal },
    );
  const events = generateEvents(sampleEvents, BATCHES * MAXIMUM_BATCH_RECORDS);
  const handler = createHandler({
    dataset: sampleEvents,
    settings: () => ({ streamName: STREAM, partitionKeyPath: sampleEvents.partitionKeyPath }),
    putRecords: (_stream, records, signal) => putRecords(records, signal),
  });
  const batches = toBatches(events.map((event, index) => toRecord(event, index, "event.staffId")));
  try {
    const ours: number[] = [];
    const alone: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const publisher = await seconds(() =>
        handler(events, { getRemainingTimeInMillis: () => 600_000 }),
      );
      const sdk = await seconds(async () => {
        for (const batch of batches) await putRecords(batch);
      });
      if (round === 0) continue;
      ours.push(events.length / publisher);
      alone.push(events.length / sdk);
    }
    return figure({
      what: "publisher into a sink that answers at once",
      against: "the SDK, the same full batches, no logic",
      measured: median(ours),
      peer: median(alone),
      unit: "records/s",
      bound: { atLeast: 0.8 },
    });
  } finally {
    client.destroy();
    await sink.stop();
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Takes whatever comes, and confirms a full batch. */
async function startSink(): Promise<{ url: string; stop: () => Promise<void> }> {
  const records = Array.from({ length: MAXIMUM_BATCH_RECORDS }, (_, index) => ({
    SequenceNumber: `${index}`,
    ShardId: "shardId-000000000000",
  }));
  const answer = JSON.stringify({ FailedRecordCount: 0, Records: records });
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
