import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { KinesisClient, SplitShardCommand } from "@aws-sdk/client-kinesis";
import { renderTable } from "../../cli/terminal/layout/render-table";
import { putRecordsTo } from "../../lambda-src/publisher/sending/kinesis-client";
import { sendBatches } from "../../lambda-src/publisher/sending/put-records";
import type { StreamRecord } from "../../lambda-src/publisher/sending/record-batches";
import { ControlPlane } from "../support/emulator/control-plane";
import { DataPlane } from "../support/emulator/data-plane";
import {
  DeliveredEvents,
  numbersInBackup,
  numbersInErrors,
  numbersInParquet,
} from "../support/events/delivered-events";
import { deployDelivery } from "../support/emulator/delivery-deployment";
import { FaultInjectionProxy } from "../support/fault-injection-proxy";
import type { Fault, ProxiedCall, InjectedFault } from "../support/fault-injection-proxy";
import { OwnErrorsHandler } from "./own-errors-handler";
import { BATCH_RECORDS } from "../support/events/publish-events";
import { randomNumbers } from "../support/random/random-numbers";
import { SEED } from "../support/random/seeded-fast-check";
import { sampleEvent } from "../support/events/sample-events";
import { until } from "../support/until";

const EVENTS = Number(process.env.RELIABILITY_EVENTS ?? 20_000);
/** So few that, whatever the number of events, each kind of fault has its turn, and each moment of the run comes between two batches. */
const BATCH_EVENTS = Math.max(1, Math.min(BATCH_RECORDS, Math.floor(EVENTS / 100)));
const BUFFERING = { sizeMiB: 1, intervalSeconds: 1 };
/** The publisher function's number of attempts with shorter delays: a test has not ten seconds for each batch. */
const POLICY = { maximumAttempts: 6, baseDelayMs: 5, maximumDelayMs: 100, reserveMs: 0 };
const REQUEST_TIMEOUT_MS = 2_000;
/** Longer than the publisher waits for an answer. */
const TOO_SLOW_MS = 3_000;
/**
 * Longest time without a new object: the data plane waits up to 30 s between two attempts, and on a machine that has much
 * else to do the last fault may have ended just before the last event was published.
 */
const STALLED_AFTER_MS = 120_000;
/** Ends a run that hangs. */
const LIMIT_MS = 6 * 60_000 + EVENTS * 2.5;

/** What goes wrong with calls of a kind, one after the other, and with every how many of them. */
const FAULTS_OF: Readonly<
  Record<string, { readonly every: number; readonly faults: readonly Fault[] }>
> = {
  "kinesis PutRecords": {
    every: 5,
    faults: ["throttled", "records throttled", "server error", "dropped", "answer lost", "slow"],
  },
  "kinesis GetRecords": { every: 12, faults: ["throttled", "server error", "dropped", "slow"] },
  "s3 PUT": {
    every: 4,
    faults: ["throttled", "server error", "dropped", "answer lost", "slow"],
  },
};

describe(`${EVENTS} events through a pipeline in which calls of every kind fail`, () => {
  const began = Date.now();
  const random = randomNumbers(SEED);
  const rejected = new Set<number>();
  const rejections = new Map<string, number>();
  const dealtOf = new Map<string, number>();
  let isErrorPrefixForbidden = false;
  let isKeyDisabled = false;
  let stateFolder: string;
  let controlPlane: ControlPlane;
  let proxy: FaultInjectionProxy;
  let kinesis: KinesisClient;
  let dataPlane: DataPlane;
  let kills = 0;
  let parquet: DeliveredEvents;
  let errors: DeliveredEvents;
  let backup: DeliveredEvents;

  beforeAll(async () => {
    stateFolder = await mkdtemp(path.join(tmpdir(), "lake-reliability-"));
    controlPlane = await ControlPlane.withStreams(tell);
    proxy = await FaultInjectionProxy.start(controlPlane.endpointUrl, faultFor);
    const { clients, region } = controlPlane;
    const props = { name: "reliable", shards: 1, data: BUFFERING, backup: BUFFERING };
    const { streamName, ...folders } = await deployDelivery(clients, props);
    parquet = new DeliveredEvents(clients.s3, folders.dataLocation, numbersInParquet);
    errors = new DeliveredEvents(clients.s3, folders.errorLocation, numbersInErrors);
    backup = new DeliveredEvents(clients.s3, folders.backupLocation, numbersInBackup);
    kinesis = new KinesisClient({
      region,
      endpoint: proxy.endpointUrl,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
      requestHandler: new OwnErrorsHandler({
        requestTimeout: REQUEST_TIMEOUT_MS,
        throwOnRequestTimeout: true,
      }),
    });
    tell(`${EVENTS} events, seed ${SEED}`);
    start();
    await dataPlane.started();
    await publish(streamName, [
      { at: 0.15, happens: () => forbidErrorPrefix(true) },
      { at: 0.3, happens: () => forbidErrorPrefix(false) },
      { at: 0.4, happens: () => splitShard(streamName) },
      { at: 0.5, happens: killAndStart },
      { at: 0.6, happens: () => disableKey(true) },
      { at: 0.7, happens: () => disableKey(false) },
      { at: 0.85, happens: killAndStart },
    ]);
    await untilAllDelivered();
    printTotals();
  }, LIMIT_MS);

  afterAll(async () => {
    await dataPlane?.kill();
    kinesis?.destroy();
    await proxy?.stop();
    await controlPlane?.stop();
    await rm(stateFolder, { recursive: true, force: true });
  });

  it("leaves each event in the lake, in an error object, or in the publisher's error answer", () => {
    expect(lost()).toEqual([]);
  });

  it("delivers good events as Parquet alone, and bad ones as error objects alone", () => {
    expect([...parquet.found].filter(isBad)).toEqual([]);
    expect([...errors.found].filter((index) => !isBad(index))).toEqual([]);
  });

  it("backs up whatever it delivers", () => {
    const delivered = [...parquet.found, ...errors.found];
    expect(delivered.filter((index) => !backup.found.has(index))).toEqual([]);
  });

  it("tells the publisher of each event that no try got through", () => {
    const hot = Array.from({ length: EVENTS }, (_, index) => index).filter(isHot);
    expect(hot.filter((index) => !rejected.has(index))).toEqual([]);
  });

  it("met every fault", () => {
    // A stream is denied its key when it is created, which another test does.
    expect([...proxy.made].filter(([, times]) => times === 0)).toEqual([["key denied", 0]]);
    expect(kills).toBe(2);
  });

  function faultFor({ service, operation, path: where }: ProxiedCall): InjectedFault {
    const isPut = service === "s3" && operation === "PUT";
    if (isPut && isKeyDisabled) return { fault: "key disabled" };
    if (isPut && isErrorPrefixForbidden && where.includes("/errors/"))
      return { fault: "forbidden" };
    const kind = `${service} ${operation}`;
    const fault = nextFault(kind);
    if (fault === undefined) return hotRecords(kind);
    if (fault === "slow") {
      return { delayMs: random() < 0.3 ? TOO_SLOW_MS : random() * 500, ...hotRecords(kind) };
    }
    if (fault === "records throttled") {
      return { fault, throttles: (key) => isHot(Number(key)) || random() < 0.5 };
    }
    return { fault };
  }

  /** The faults of a kind come in turn, so that each run meets each of them; when they come is left to chance. */
  function nextFault(kind: string): Fault | undefined {
    const { every, faults } = FAULTS_OF[kind] ?? { every: 0, faults: [] };
    if (faults.length === 0 || random() * every >= 1) return undefined;
    const dealt = dealtOf.get(kind) ?? 0;
    dealtOf.set(kind, dealt + 1);
    return faults[dealt % faults.length];
  }

  function hotRecords(kind: string): InjectedFault {
    if (kind !== "kinesis PutRecords") return {};
    return { fault: "records throttled", throttles: (key) => isHot(Number(key)) };
  }

  function start(): void {
    dataPlane = new DataPlane(proxy.endpointUrl, controlPlane.region, stateFolder);
  }

  async function killAndStart(): Promise<void> {
    await dataPlane.kill();
    kills += 1;
    start();
    await dataPlane.started();
  }

  async function forbidErrorPrefix(isForbidden: boolean): Promise<void> {
    isErrorPrefixForbidden = isForbidden;
    if (isForbidden) await met("forbidden");
  }

  async function disableKey(isDisabled: boolean): Promise<void> {
    isKeyDisabled = isDisabled;
    if (isDisabled) await met("key disabled");
  }

  /** Publishing goes on only when delivery has run into it. */
  async function met(fault: Fault): Promise<void> {
    await until(`a call that is ${fault}`, () => (proxy.made.get(fault) ?? 0) > 0);
  }

  async function splitShard(streamName: string): Promise<void> {
    await controlPlane.clients.kinesis.send(
      new SplitShardCommand({
        StreamName: streamName,
        ShardToSplit: "shardId-000000000000",
        NewStartingHashKey: String(2n ** 127n),
      }),
    );
  }

  async function publish(
    streamName: string,
    moments: readonly { readonly at: number; readonly happens: () => Promise<void> }[],
  ): Promise<void> {
    const waiting = [...moments];
    const putRecords = putRecordsTo(kinesis, streamName);
    for (let from = 0; from < EVENTS; from += BATCH_EVENTS) {
      while (waiting[0] !== undefined && from >= waiting[0].at * EVENTS) {
        await waiting.shift()?.happens();
      }
      const count = Math.min(BATCH_EVENTS, EVENTS - from);
      const batch = Array.from({ length: count }, (_, offset) => record(from + offset));
      const { failed } = await sendBatches([batch], {
        order: "kept",
        putRecords,
        remainingMs: () => 30_000,
        policy: POLICY,
      });
      for (const { index, code, message } of failed) {
        rejected.add(index);
        rejections.set(`${code}: ${message}`, (rejections.get(`${code}: ${message}`) ?? 0) + 1);
      }
    }
  }

  function lost(): number[] {
    return Array.from({ length: EVENTS }, (_, index) => index).filter(
      (index) => !parquet.found.has(index) && !errors.found.has(index) && !rejected.has(index),
    );
  }

  async function untilAllDelivered(): Promise<void> {
    let newest = { events: 0, at: Date.now() };
    for (;;) {
      await Promise.all([parquet, errors, backup].map((folder) => folder.update(kills)));
      const missing = lost();
      const isBackedUp = backup.found.size >= parquet.found.size + errors.found.size;
      if (missing.length === 0 && isBackedUp) return;
      const events = [parquet, errors, backup].reduce((sum, each) => sum + each.found.size, 0);
      if (events > newest.events) newest = { events, at: Date.now() };
      if (Date.now() - newest.at > STALLED_AFTER_MS) {
        printTotals();
        throw new Error(
          [
            `${missing.length} of ${EVENTS} events were not delivered (seed ${SEED}), among them ${missing.slice(0, 10).join(", ")}`,
            ...dataPlane.errors.slice(-10),
          ].join("\n"),
        );
      }
      await sleep(300);
    }
  }

  function printTotals(): void {
    const answered = [...rejected];
    const elsewhere = answered.filter(
      (index) => parquet.found.has(index) || errors.found.has(index),
    );
    tell(
      renderTable(
        ["sent", "in the lake", "in error objects", "in the publisher's error answer only", "lost"],
        [
          [
            EVENTS,
            parquet.found.size,
            errors.found.size,
            answered.length - elsewhere.length,
            lost().length,
          ],
        ],
      ),
    );
    tell(renderTable(["the publisher's error answer", "events"], [...rejections]));
    tell(
      renderTable(
        ["fault", "times"],
        [...proxy.made, ["data plane killed", kills] as const, ["shard split", 1] as const],
      ),
    );
    tell(
      `${parquet.repeated + errors.repeated} events are there more than once; ${Math.round((Date.now() - began) / 1000)} s`,
    );
  }
});

/** Each event has a key of its own. */
function record(index: number): StreamRecord {
  const data = Buffer.from(`${sampleEvent(index, isBad(index))}\n`);
  const partitionKey = String(index);
  return { index, data, partitionKey, bytes: data.length + partitionKey.length };
}

function isBad(index: number): boolean {
  return index % 100 === 99;
}

/** Its shard is at its limit for as long as the publisher tries. */
function isHot(index: number): boolean {
  return index % 1_000 === 500;
}

function tell(text: string): void {
  process.stdout.write(`reliability: ${text.includes("\n") ? "\n" : ""}${text}\n`);
}
