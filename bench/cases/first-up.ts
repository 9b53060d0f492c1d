import { ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleEvents } from "../../__tests__/fixtures/datasets/sample-events";
import { createHandler } from "../../lambda-src/publisher/handler";
import { kinesisClient, putRecordsTo } from "../../lambda-src/publisher/sending/kinesis-client";
import { projectFolder } from "../../local/home/lake-home";
import { freePort } from "../../local/processes/free-port";
import { resolveDataset } from "../../model/dataset/resolve-dataset";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { median } from "../harness/median";
import { runCommand } from "../harness/timed-command";

const EVENTS = 200_000;
/** The most that one invocation of the function generates. */
const EVENTS_OF_CALL = 10_000;

/**
 * Measures the first `lake up` against the `terraform apply` in it, which consists of the provider's own waits, and
 * `lake publish --count` against the publisher alone, which sends as many events to the same stream.
 */
export async function measureFirstUp(rounds: number): Promise<BenchmarkResult[]> {
  const home = mkdtempSync(path.join(tmpdir(), "bench-up-"));
  const lake = (...args: string[]) =>
    runCommand({
      program: process.execPath,
      args: [path.join(projectFolder, "cli", "lake.mjs"), ...args],
      environment: { LAKE_HOME: home },
    });
  const port = await freePort();
  try {
    const { milliseconds, stderr } = await lake("up", "--port", String(port));
    const apply = Number(/Apply the stack \(([\d.]+) s\)/.exec(stderr)?.[1]);
    const publish: number[] = [];
    const alone: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const run = await lake("publish", "--dataset", sampleEvents.name, "--count", String(EVENTS));
      const time = await publishAlone(port);
      if (round === 0) continue;
      publish.push(run.milliseconds);
      alone.push(time);
    }
    return [
      benchmarkResult({
        name: "first lake up",
        measured: milliseconds / 1000,
        unit: "s",
        baseline: { name: "terraform apply of the same resources, in it", measured: apply },
        limit: { atMost: 1.15 },
      }),
      benchmarkResult({
        name: `lake publish --count ${EVENTS}`,
        measured: median(publish) / 1000,
        unit: "s",
        baseline: {
          name: "the publisher alone, into the same stream",
          measured: median(alone) / 1000,
        },
        limit: { atMost: 1.5 },
      }),
    ];
  } finally {
    await lake("down");
    rmSync(home, { recursive: true });
  }
}

/** @returns milliseconds */
async function publishAlone(port: number): Promise<number> {
  const client = kinesisClient({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
  });
  try {
    const { StreamNames: names = [] } = await client.send(new ListStreamsCommand({}));
    const streamName = names.find((name) => name.includes(sampleEvents.name.replaceAll("_", "-")));
    if (streamName === undefined) throw new Error(`No stream of ${sampleEvents.name}.`);
    const handler = createHandler({
      dataset: resolveDataset(sampleEvents),
      settings: () => ({ streamName, partitionKeyPath: sampleEvents.partitionKeyPath }),
      putRecords: (name, records, signal) => putRecordsTo(client, name)(records, signal),
    });
    const began = performance.now();
    for (let sent = 0; sent < EVENTS; sent += EVENTS_OF_CALL) {
      await handler({ count: EVENTS_OF_CALL }, { getRemainingTimeInMillis: () => 600_000 });
    }
    return performance.now() - began;
  } finally {
    client.destroy();
  }
}
