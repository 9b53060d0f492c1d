import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ControlPlane } from "../support/emulator/control-plane";
import { DataPlane } from "../support/emulator/data-plane";
import {
  DeliveredEvents,
  numbersInBackup,
  numbersInErrors,
  numbersInParquet,
} from "../support/events/delivered-events";
import { deployDelivery } from "../support/emulator/delivery-deployment";
import { publishEvents } from "../support/events/publish-events";
import { randomNumbers } from "../support/random/random-numbers";
import { SEED } from "../support/random/seeded-fast-check";
import { sampleEvent } from "../support/events/sample-events";

const EVENTS = 40_000;
const KILLS = 8;
/** Small, so that each life of a data plane fills several buffers. */
const BUFFERING = { sizeMiB: 1, intervalSeconds: 1 };
/** Most milliseconds of a data plane's life after it began to read. */
const LONGEST_LIFE_MS = 2_500;
/** Between an object and the checkpoint that follows it lie a few milliseconds. */
const NEAR_CHECKPOINT_MS = 20;
const SETTLED_MS = 500;
const ALL_DELIVERED_WITHIN_MS = 240_000;

describe(`the data plane, killed ${KILLS} times while ${EVENTS} records come in`, () => {
  const began = Date.now();
  const random = randomNumbers(SEED);
  const given = new AbortController();
  let stateFolder: string;
  let controlPlane: ControlPlane;
  let dataPlane: DataPlane;
  let kills = 0;
  let parquet: DeliveredEvents;
  let errors: DeliveredEvents;
  let backup: DeliveredEvents;

  beforeAll(async () => {
    stateFolder = await mkdtemp(path.join(tmpdir(), "lake-kill-"));
    controlPlane = await ControlPlane.withStreams(tell);
    const { clients, endpointUrl, region } = controlPlane;
    const props = { name: "kill", shards: 2, data: BUFFERING, backup: BUFFERING };
    const { streamName, ...folders } = await deployDelivery(clients, props);
    parquet = new DeliveredEvents(clients.s3, folders.dataLocation, numbersInParquet);
    errors = new DeliveredEvents(clients.s3, folders.errorLocation, numbersInErrors);
    backup = new DeliveredEvents(clients.s3, folders.backupLocation, numbersInBackup);

    const start = () => (dataPlane = new DataPlane(endpointUrl, region, stateFolder));
    tell(`seed ${SEED}`);
    await Promise.all([
      publishEvents(clients.kinesis, streamName, EVENTS, published, nextKillIsNear),
      killAtRandomMoments(start),
    ]);
    await untilAllDelivered();
    tell(
      `${EVENTS} sent, ${parquet.found.size} in Parquet, ${errors.found.size} in error objects,`,
      `${parquet.repeated + errors.repeated} repeated, ${backup.repeated} in the backup,`,
      `by ${kills} kills; ${Math.round((Date.now() - began) / 1000)} s`,
    );
  }, ALL_DELIVERED_WITHIN_MS + 5_000);

  afterAll(async () => {
    given.abort();
    await dataPlane?.kill();
    await controlPlane?.stop();
    await rm(stateFolder, { recursive: true, force: true });
  });

  it("leaves every good event in Parquet, and nothing else", () => {
    expect(difference(parquet, (index) => !isBad(index))).toEqual({ missing: [], others: [] });
  });

  it("leaves every bad event in an error object, and nothing else", () => {
    expect(difference(errors, isBad)).toEqual({ missing: [], others: [] });
  });

  it("leaves every event in the backup", () => {
    expect(difference(backup, () => true)).toEqual({ missing: [], others: [] });
  });

  it("repeats at most one buffer for each kill", () => {
    expect(kills).toBe(KILLS);
    for (const { mostRepeatedObjects } of [parquet, errors, backup]) {
      expect(mostRepeatedObjects).toBeLessThanOrEqual(1);
    }
  });

  /** Publishing waits for the next kill before it goes far, so that all of them happen while records come in. */
  async function nextKillIsNear(index: number): Promise<void> {
    while (index >= ((kills + 1) / (KILLS + 1)) * EVENTS) {
      await sleep(10, undefined, { signal: given.signal });
    }
  }

  async function killAtRandomMoments(start: () => DataPlane): Promise<void> {
    while (kills < KILLS) {
      const alive = start();
      if (random() < 0.5) {
        await alive.started();
        await sleep(random() * LONGEST_LIFE_MS);
      } else {
        await alive.wroteObjects(Math.ceil(random() * 3));
        await sleep(random() * NEAR_CHECKPOINT_MS);
      }
      await alive.kill();
      // What it had sent may still be on its way into the bucket.
      await sleep(SETTLED_MS);
      await readDelivered();
      kills += 1;
    }
    await start().started();
  }

  async function readDelivered(): Promise<void> {
    await Promise.all([parquet, errors, backup].map((folder) => folder.update(kills)));
  }

  async function untilAllDelivered(): Promise<void> {
    for (;;) {
      await readDelivered();
      const delivered = parquet.found.size + errors.found.size;
      if (delivered >= EVENTS && backup.found.size >= EVENTS) return;
      if (Date.now() - began > ALL_DELIVERED_WITHIN_MS) {
        throw new Error(
          [
            `Of ${EVENTS} events ${delivered} were delivered and ${backup.found.size} backed up after ${kills} kills (seed ${SEED}).`,
            `In no object: ${difference(parquet, (index) => !errors.found.has(index)).missing.join(", ")}`,
            ...dataPlane.errors,
          ].join("\n"),
        );
      }
      await sleep(300);
    }
  }
});

function isBad(index: number): boolean {
  return index % 100 === 99;
}

/** Of the bad events half have a value that does not fit, the others are no JSON. */
function published(index: number): string {
  const event = sampleEvent(index, isBad(index));
  return index % 200 === 199 ? event.slice(0, -1) : event;
}

/** The first few events that are missing, and that should not be there. */
function difference({ found }: DeliveredEvents, isExpected: (index: number) => boolean) {
  const all = Array.from({ length: EVENTS }, (_, index) => index);
  const missing = all.filter((index) => isExpected(index) && !found.has(index));
  const others = [...found.keys()].filter((index) => index >= EVENTS || !isExpected(index));
  return { missing: missing.slice(0, 10), others: others.slice(0, 10) };
}

function tell(...words: readonly string[]): void {
  process.stdout.write(`kill test: ${words.join(" ")}\n`);
}
