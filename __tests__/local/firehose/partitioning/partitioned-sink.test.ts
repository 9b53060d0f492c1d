import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "../../../support/random/seeded-fast-check";
import type { SourceRecord } from "../../../../local/firehose/destination/buffer";
import { Checkpoint } from "../../../../local/firehose/source/checkpoint";
import { PartitionedSink } from "../../../../local/firehose/partitioning/partitioned-sink";
import { Partitioner } from "../../../../local/firehose/partitioning/partitioner";
import { deliveryStreamSettings, s3Target } from "../support/delivery-settings";
import { until } from "../../../support/until";

const SETTINGS = deliveryStreamSettings({
  data: s3Target({
    prefix: "k=!{partitionKeyFromQuery:k}/!{timestamp:HH}/!{firehose:random-string}/",
  }),
  processing: { keyQuery: "{k: .k}", deAggregation: { type: "JSON" } },
  dynamicPartitioning: true,
});
const record = (sequence: number, ...keys: unknown[]): SourceRecord => ({
  shardId: "shard",
  sequenceNumber: String(sequence),
  arrival: 0,
  data: Buffer.from(keys.map((k) => JSON.stringify({ k, n: sequence })).join("")),
});

describe("a partitioned sink", () => {
  let folder: string;
  let abort: AbortController;
  let made: PartitionedSink | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "partitioned-"));
    abort = new AbortController();
  });
  afterEach(async () => {
    abort.abort();
    await made?.stopped();
    await rm(folder, { recursive: true, force: true });
  });

  const make = async (
    options: {
      sizeBytes?: number;
      intervalMs?: number;
      failsFor?: (key: string) => boolean;
      name?: string;
    } = {},
  ) => {
    const { sizeBytes = 1_000_000, intervalMs = 0, failsFor = () => false } = options;
    const delivered: [string, string][] = [];
    const active: [number, number][] = [];
    const failures: string[] = [];
    const checkpoint = await Checkpoint.open(folder, options.name ?? "stream");
    const sink = new PartitionedSink({
      name: "data",
      hints: () => ({ sizeBytes, intervalMs }),
      partitioner: new Partitioner(
        () => SETTINGS,
        () => undefined,
      ),
      onPartitioned: (...counts) => active.push(counts),
      deliver: (buffer, { keys, error }) => ({
        attempt: () => {
          const key = error?.outputType ?? keys?.get("k") ?? "";
          if (failsFor(key)) return Promise.reject(new Error(`failed ${key}`));
          const body = Buffer.concat([...buffer.chunks()].map(({ bytes }) => bytes));
          delivered.push([key, body.toString()]);
          return Promise.resolve();
        },
        close: () => Promise.resolve(),
      }),
      checkpoint,
      onFailure: (error) => failures.push(String(error)),
      signal: abort.signal,
    });
    made = sink;
    const position = () => checkpoint.position("data", "shard");
    const settle = async (done: () => boolean) => {
      sink.tick(Date.now());
      await until("the sink to settle", done);
    };
    return { sink, delivered, active, failures, position, settle };
  };

  it("delivers each partition separately, and failed records as errors", async () => {
    const { sink, delivered, active, settle, position } = await make();
    await sink.accept([record(1, "a", "b"), record(2, "a"), record(3, null)]);
    expect(sink.waitingSince).toBe(0);
    expect(active).toEqual([[2, 0]]);
    await settle(() => sink.waitingSince === undefined);
    expect(delivered).toEqual([
      ["a", '{"k":"a","n":1}{"k":"a","n":2}'],
      ["b", '{"k":"b","n":1}'],
      [
        "metadata-extraction-failed",
        expect.stringMatching(
          /^{"attemptsMade":1,"arrivalTimestamp":0,"errorCode":"DynamicPartitioning.MetadataExtractionFailed","errorMessage":"partitionKeys values must not be null or empty","attemptEndingTimestamp":\d+,"rawData":"eyJrIjpudWxsLCJuIjozfQ==","sequenceNumber":"3","subSequenceNumber":0}\n$/,
        ),
      ],
    ]);
    expect(position()).toEqual({ sequenceNumber: "3" });
    expect(sink.waitingSince).toBeUndefined();
  });

  it("delivers a full partition before the others", async () => {
    const { sink, delivered } = await make({ sizeBytes: 30, intervalMs: 60_000 });
    await sink.accept([record(1, "a"), record(2, "b"), record(3, "a")]);
    await until("a delivery", () => delivered.length > 0);
    expect(delivered.map(([key]) => key)).toEqual(["a"]);
  });

  it("advances its position only up to the oldest record that waits", async () => {
    let isFailing = true;
    const { sink, delivered, position, settle, failures } = await make({
      failsFor: (key) => isFailing && key === "b",
    });
    await sink.accept([record(1, "a"), record(2, "b"), record(3, "a")]);
    await settle(() => position().sequenceNumber !== undefined && failures.length > 0);
    expect(delivered.map(([key]) => key)).toEqual(["a"]);
    expect(position()).toEqual({ sequenceNumber: "1" });
    expect(failures).toEqual(["Error: failed b"]);
    await sink.endShard("shard");
    expect(position().ended).toBeUndefined();
    isFailing = false;
    await until("the end of the shard", () => position().ended === true);
    expect(position()).toEqual({ sequenceNumber: "3", ended: true });
  });

  it("delivers records that exceed 500 partitions as errors", async () => {
    const { sink, delivered, active, settle } = await make();
    await sink.accept(Array.from({ length: 502 }, (_, index) => record(index, `k${index}`)));
    await sink.accept([record(502, "k0")]);
    expect(active).toEqual([
      [500, 2],
      [500, 0],
    ]);
    await settle(() => sink.waitingSince === undefined);
    const rejected = delivered.filter(([key]) => key === "activePartitionExceeded");
    expect(rejected).toHaveLength(1);
    expect(rejected[0]?.[1].trim().split("\n")).toHaveLength(2);
    expect(rejected[0]?.[1]).toContain("DynamicPartitioning.ActivePartitionsLimitExceeded");
    await sink.accept([record(503, "k501")]);
    expect(active.at(-1)).toEqual([1, 0]);
  });

  it("stops at once while an object can't be written", async () => {
    const { sink, settle, failures } = await make({ failsFor: () => true });
    await sink.accept([record(1, "a")]);
    await settle(() => failures.length > 0);
    abort.abort();
    await expect(sink.stopped()).resolves.toBeUndefined();
  });

  it("loses no record when it is stopped at any time and started again", async () => {
    let run = 0;
    const keyed = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(keyed, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 30 }),
        fc.constantFrom("a", "b", "c", "d"),
        async (content, stopAfter, stuck) => {
          const name = `run ${(run += 1)}`;
          abort = new AbortController();
          const all = content.map((keys, index) => record(index + 1, ...keys));
          const first = await make({ name, failsFor: (key) => key === stuck });
          for (const one of all.slice(0, stopAfter)) {
            await first.sink.accept([one]);
            if (Number(one.sequenceNumber) % 3 === 0) first.sink.tick(Date.now());
          }
          await sleep(1);
          abort.abort();
          await first.sink.stopped();
          const { sequenceNumber } = (await Checkpoint.open(folder, name)).position(
            "data",
            "shard",
          );

          abort = new AbortController();
          const second = await make({ name });
          await second.sink.accept(
            all.filter((one) => Number(one.sequenceNumber) > Number(sequenceNumber ?? 0)),
          );
          second.sink.tick(Date.now());
          await until("the delivery of the rest", () => second.sink.waitingSince === undefined);
          abort.abort();
          await second.sink.stopped();
          const found = [...first.delivered, ...second.delivered].map(([, body]) => body).join("");
          for (const [index, keys] of content.entries()) {
            for (const k of keys) expect(found).toContain(JSON.stringify({ k, n: index + 1 }));
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
