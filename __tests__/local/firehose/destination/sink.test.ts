import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SourceRecord } from "../../../../local/firehose/destination/buffer";
import { Checkpoint } from "../../../../local/firehose/source/checkpoint";
import { Sink } from "../../../../local/firehose/destination/sink";
import { until } from "../../../support/until";

const record = (sequence: number, bytes = 10): SourceRecord => ({
  shardId: "shard",
  sequenceNumber: String(sequence),
  arrival: sequence,
  data: Buffer.alloc(bytes, String(sequence)),
});
const records = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => record(from + index));

describe("a sink", () => {
  let folder: string;
  let abort: AbortController;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sink-"));
    abort = new AbortController();
  });
  afterEach(async () => {
    abort.abort();
    await rm(folder, { recursive: true, force: true });
  });

  const make = async (
    overrides: { sizeBytes?: number; intervalMs?: number; fails?: number } = {},
  ) => {
    const { sizeBytes = 100, intervalMs = 1000 } = overrides;
    let fails = overrides.fails ?? 0;
    const delivered: string[][] = [];
    const failures: [string, number][] = [];
    const checkpoint = await Checkpoint.open(folder, "stream");
    const sink = new Sink({
      name: "data",
      hints: () => ({ sizeBytes, intervalMs }),
      deliver: (buffer) => ({
        attempt: () => {
          if (fails-- > 0) return Promise.reject(new Error("NoSuchBucket"));
          delivered.push(
            [...buffer.chunks()].flatMap((chunk) =>
              chunk.ends.map((_, index) => buffer.record(chunk, index).sequenceNumber),
            ),
          );
          return Promise.resolve();
        },
        close: () => Promise.resolve(),
      }),
      checkpoint,
      onFailure: (error, retryInMs) => failures.push([String(error), retryInMs]),
      signal: abort.signal,
    });
    return { sink, delivered, failures, checkpoint };
  };
  const reopen = () => Checkpoint.open(folder, "stream");

  it("delivers a full buffer and advances its position afterwards", async () => {
    const { sink, delivered, checkpoint } = await make({ sizeBytes: 30 });
    await sink.accept(records(1, 7));
    expect(delivered).toEqual([
      ["1", "2", "3"],
      ["4", "5", "6"],
    ]);
    expect(checkpoint.position("data", "shard")).toEqual({ sequenceNumber: "6" });
    expect((await reopen()).position("data", "shard")).toEqual({ sequenceNumber: "6" });
  });

  it("delivers when the interval since the first record has elapsed", async () => {
    const { sink, delivered } = await make({ intervalMs: 60_000 });
    await sink.accept([record(1)]);
    sink.tick(Date.now() + 59_000);
    await sink.stopped();
    expect(delivered).toEqual([]);
    sink.tick(Date.now() + 60_000);
    await sink.stopped();
    expect(delivered).toEqual([["1"]]);
  });

  it("delivers nothing if nothing is buffered", async () => {
    const { sink, delivered } = await make({ intervalMs: 0 });
    sink.tick(Date.now());
    await sink.stopped();
    expect(delivered).toEqual([]);
  });

  it("waits while an object can't be written, and retries", async () => {
    const { sink, delivered, failures } = await make({ sizeBytes: 10, fails: 1 });
    await sink.accept([record(1), record(2)]);
    expect(failures).toEqual([["Error: NoSuchBucket", 1000]]);
    expect(delivered).toEqual([["1"]]);
  });

  it("keeps its position if it is stopped before an object was written", async () => {
    const { sink, failures } = await make({ sizeBytes: 10, fails: 1000 });
    const accepting = sink.accept([record(1), record(2)]);
    await until("a failed attempt", () => failures.length > 0);
    abort.abort();
    await expect(accepting).rejects.toThrow();
    expect((await reopen()).position("data", "shard")).toEqual({});
  });

  it("skips after a restart what it had delivered, if another sink was behind", async () => {
    const first = await make({ sizeBytes: 20 });
    await first.sink.accept(records(8, 10));
    const second = await make({ sizeBytes: 10 });
    await second.sink.accept(records(7, 12));
    await second.sink.stopped();
    expect(second.delivered).toEqual([["10"], ["11"]]);
  });

  it("records the end of a closed shard only after its last record is delivered", async () => {
    const { sink, checkpoint } = await make({ intervalMs: 0 });
    await sink.accept([record(1)]);
    await sink.endShard("shard");
    expect(checkpoint.position("data", "shard")).toEqual({});
    sink.tick(Date.now());
    await sink.stopped();
    expect(checkpoint.position("data", "shard")).toEqual({ sequenceNumber: "1", ended: true });
    await sink.endShard("empty");
    expect(checkpoint.position("data", "empty")).toEqual({ ended: true });
  });
});

describe("a checkpoint", () => {
  it("distinguishes delivery streams, and removes a deleted one", async () => {
    const folder = await mkdtemp(join(tmpdir(), "checkpoint-"));
    try {
      const one = await Checkpoint.open(folder, "one");
      await one.advance("data", new Map([["shard", "5"]]));
      expect((await Checkpoint.open(folder, "two")).position("data", "shard")).toEqual({});
      await one.remove();
      expect((await Checkpoint.open(folder, "one")).position("data", "shard")).toEqual({});
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
