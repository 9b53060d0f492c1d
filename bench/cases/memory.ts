import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { setTimeout as sleep } from "node:timers/promises";
import { deployDelivery } from "../../__tests__/support/emulator/delivery-deployment";
import { publishEvents } from "../../__tests__/support/events/publish-events";
import { sampleEvent } from "../../__tests__/support/events/sample-events";
import { runQuery } from "../../cli/query/athena-query";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { treeMemory } from "../harness/process-tree";
import { withQueryBench } from "../harness/query-bench";

const EVENTS = 5_000_000;
const NAME = "memory";
const SAMPLE_EVERY_MS = 1_000;
/** Of records that are read as they are published, none waits this long. */
const DELIVERY_TIMEOUT_MS = 600_000;
const MAXIMUM_MB = 900;
const MB = 1_000_000;

/** Measures the memory of all processes of an embedded AWS through which events went into the lake, and that counted them. */
export function measureMemory(): Promise<BenchmarkResult[]> {
  return withQueryBench(NAME, async ({ clients, pid }) => {
    const { streamName, databaseName, tableName, dataLocation } = await deployDelivery(clients, {
      ...{ name: NAME, shards: 2 },
      data: { sizeMiB: 128, intervalSeconds: 60 },
      backup: { sizeMiB: 128, intervalSeconds: 60 },
    });
    await clients.athena.send(
      new CreateWorkGroupCommand({
        Name: NAME,
        Configuration: {
          ResultConfiguration: { OutputLocation: `s3://${dataLocation.bucket}/results/` },
        },
      }),
    );
    let peak = 0;
    const sampling = new AbortController();
    const sampled = (async () => {
      while (!sampling.signal.aborted) {
        peak = Math.max(peak, await treeMemory(pid));
        await sleep(SAMPLE_EVERY_MS, undefined, { signal: sampling.signal }).catch(() => undefined);
      }
    })();
    let atRest: number;
    try {
      await publishEvents(clients.kinesis, streamName, EVENTS, sampleEvent);
      const count = async () => {
        const { rows } = await runQuery(clients.athena, {
          ...{ sql: `SELECT count(*) FROM ${tableName}`, workGroup: NAME, database: databaseName },
        });
        return Number(rows[0]?.[0]);
      };
      const began = performance.now();
      while ((await count()) < EVENTS) {
        if (performance.now() - began > DELIVERY_TIMEOUT_MS)
          throw new Error("It was not delivered.");
        await sleep(SAMPLE_EVERY_MS);
      }
      atRest = await treeMemory(pid);
    } finally {
      sampling.abort();
      await sampled;
    }
    const events = EVENTS.toLocaleString("en-US");
    return [
      benchmarkResult({
        name: `memory of all processes with ${events} events in the lake`,
        measured: atRest / MB,
        unit: "MB",
        limit: { atMost: MAXIMUM_MB },
      }),
      benchmarkResult({
        name: "peak of that while they were published, delivered and counted",
        measured: Math.max(peak, atRest) / MB,
        unit: "MB",
      }),
    ];
  });
}
