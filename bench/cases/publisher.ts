import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { sampleEvents } from "../../config/datasets/sample-events";
import { generateEvents } from "../../lambda-src/publisher/generation/event-generator";
import { createHandler } from "../../lambda-src/publisher/handler";
import { kinesisClient } from "../../lambda-src/publisher/sending/kinesis-client";
import { partitionKeyAt } from "../../lambda-src/publisher/sending/partition-key";
import {
  MAXIMUM_BATCH_RECORDS,
  toBatches,
  toRecord,
} from "../../lambda-src/publisher/sending/record-batches";
import type { StreamRecord } from "../../lambda-src/publisher/sending/record-batches";
import { projectFolder } from "../../local/runtime/lake-home";
import { figure } from "../harness/benchmark-result";
import type { Figure } from "../harness/benchmark-result";
import { median } from "../harness/median";

/** What one invocation takes: 10,000 events, near the 6 MB that Lambda allows a payload. */
const BATCHES = 20;
const INVOCATIONS = 10;
const STREAM = "bench";

/**
 * The publisher beside the SDK without any logic, into a sink that answers at once. The SDK sends the same full batches
 * twice: written as JSON on the way, as anybody has to who has events, and as bytes that lie ready.
 */
export async function measurePublisher(rounds: number): Promise<Figure[]> {
  const sink = await startSink();
  const target = {
    region: "us-east-1",
    endpoint: sink.url,
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
  };
  const client = kinesisClient(target);
  const plain = new KinesisClient({ ...target, requestHandler: new NodeHttpHandler() });
  const putRecords = (
    sender: KinesisClient,
    records: readonly StreamRecord[],
    signal?: AbortSignal,
  ) =>
    sender.send(
      new PutRecordsCommand({
        StreamName: STREAM,
        Records: records.map(({ data, partitionKey }) => ({
          Data: data,
          PartitionKey: partitionKey,
        })),
      }),
      signal === undefined ? {} : { abortSignal: signal },
    );
  const events = generateEvents(sampleEvents, BATCHES * MAXIMUM_BATCH_RECORDS);
  const handler = createHandler({
    dataset: sampleEvents,
    settings: () => ({ streamName: STREAM, partitionKeyPath: sampleEvents.partitionKeyPath }),
    putRecords: (_stream, records, signal) => putRecords(client, records, signal),
  });
  const write = (record: StreamRecord): StreamRecord => ({
    ...record,
    data: Buffer.from(`${JSON.stringify(events[record.index])}\n`),
  });
  const partitionKeyOf = partitionKeyAt(sampleEvents.partitionKeyPath);
  const batches = toBatches(events.map((event, index) => toRecord(event, index, partitionKeyOf)));
  try {
    const ours: number[] = [];
    const writing: number[] = [];
    const ready: number[] = [];
    for (let round = 0; round < (rounds + 1) * INVOCATIONS; round += 1) {
      const publisher = await seconds(() =>
        handler(events, { getRemainingTimeInMillis: () => 600_000 }),
      );
      const writes = await seconds(async () => {
        for (const batch of batches) await putRecords(plain, batch.map(write));
      });
      const sends = await seconds(async () => {
        for (const batch of batches) await putRecords(plain, batch);
      });
      if (round < INVOCATIONS) continue;
      ours.push(events.length / publisher);
      writing.push(events.length / writes);
      ready.push(events.length / sends);
    }
    const common = {
      what: "publisher into a sink that answers at once",
      measured: median(ours),
      unit: "records/s",
    };
    return [
      figure({
        ...common,
        against: "the SDK: writes and sends the same full batches, no logic",
        peer: median(writing),
        bound: { atLeast: 0.8 },
      }),
      figure({
        ...common,
        against: "the SDK: sends the same full batches, written beforehand",
        peer: median(ready),
      }),
    ];
  } finally {
    client.destroy();
    plain.destroy();
    sink.stop();
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** In a process of its own, as the service is: what it does is nobody's time. */
async function startSink(): Promise<{ url: string; stop: () => void }> {
  const sink = fork(path.join(projectFolder, "bench/programs/kinesis-sink.mjs"), [
    `${MAXIMUM_BATCH_RECORDS}`,
  ]);
  const [port] = (await once(sink, "message")) as [number]; // the sink sends nothing but its port
  return { url: `http://127.0.0.1:${port}`, stop: () => void sink.kill() };
}
