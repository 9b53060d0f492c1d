import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { sampleEvents } from "../../__tests__/fixtures/datasets/sample-events";
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
import { projectFolder } from "../../local/home/lake-home";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { median } from "../harness/median";
import { resolveDataset } from "../../model/dataset/resolve-dataset";

/** Batches of one invocation: 10,000 events, close to Lambda's payload limit of 6 MB. */
const BATCHES = 20;
const INVOCATIONS = 10;
const STREAM = "bench";

/**
 * Measures the publisher against the plain SDK, with a sink that answers at once. The SDK sends the same full batches
 * in two ways: serialized to JSON on the way, as every producer must, and serialized in advance.
 */
export async function measurePublisher(rounds: number): Promise<BenchmarkResult[]> {
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
    dataset: resolveDataset(sampleEvents),
    settings: () => ({ streamName: STREAM, partitionKeyPath: sampleEvents.partitionKeyPath }),
    putRecords: (_stream, records, signal) => putRecords(client, records, signal),
  });
  const serialize = (record: StreamRecord): StreamRecord => ({
    ...record,
    data: Buffer.from(`${JSON.stringify(events[record.index])}\n`),
  });
  const partitionKeyOf = partitionKeyAt(sampleEvents.partitionKeyPath);
  const batches = toBatches(
    events.map((event, index) => toRecord(event, index, partitionKeyOf)),
    "kept",
  );
  try {
    const published: number[] = [];
    const serializing: number[] = [];
    const sending: number[] = [];
    for (let round = 0; round < (rounds + 1) * INVOCATIONS; round += 1) {
      const publisher = await seconds(() =>
        handler(events, { getRemainingTimeInMillis: () => 600_000 }),
      );
      const serializes = await seconds(async () => {
        for (const batch of batches) await putRecords(plain, batch.map(serialize));
      });
      const sends = await seconds(async () => {
        for (const batch of batches) await putRecords(plain, batch);
      });
      if (round < INVOCATIONS) continue;
      published.push(events.length / publisher);
      serializing.push(events.length / serializes);
      sending.push(events.length / sends);
    }
    const common = {
      name: "publisher, to a sink that answers at once",
      measured: median(published),
      unit: "records/s",
    };
    return [
      benchmarkResult({
        ...common,
        baseline: {
          name: "AWS SDK: serializes and sends the same full batches",
          measured: median(serializing),
        },
        limit: { atLeast: 0.8 },
      }),
      benchmarkResult({
        ...common,
        baseline: {
          name: "AWS SDK: sends the same full batches, serialized in advance",
          measured: median(sending),
        },
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

/** Starts the sink in a process of its own, as the service is, so that its work is not measured. */
async function startSink(): Promise<{ url: string; stop: () => void }> {
  const sink = fork(path.join(projectFolder, "bench/programs/kinesis-sink.mjs"), [
    `${MAXIMUM_BATCH_RECORDS}`,
  ]);
  const [port] = (await once(sink, "message")) as [number]; // the sink sends its port only
  return { url: `http://127.0.0.1:${port}`, stop: () => void sink.kill() };
}
