import { ShardReader } from "../../../../local/firehose/source/shard-reader";
import type {
  ReadResult,
  SourceStream,
  StartingPosition,
} from "../../../../local/firehose/source/source-stream";

interface FakeShard {
  parents?: string[];
  records: string[];
  closed?: boolean;
}

/** An in-memory stream whose reads return at most two records; an iterator is `<shard>:<offset>`. */
class FakeStream implements SourceStream {
  readonly starts: [string, StartingPosition][] = [];
  failNextRead = false;

  constructor(readonly content: Record<string, FakeShard>) {}

  shards() {
    return Promise.resolve(
      Object.entries(this.content).map(([shardId, { parents = [] }]) => ({ shardId, parents })),
    );
  }

  iterator(shardId: string, start: StartingPosition) {
    this.starts.push([shardId, start]);
    const offset = "atTimestamp" in start ? 0 : Number(start.afterSequenceNumber) + 1;
    return Promise.resolve(`${shardId}:${offset}`);
  }

  read(iterator: string): Promise<ReadResult> {
    if (this.failNextRead) {
      this.failNextRead = false;
      return Promise.reject(new Error("ExpiredIteratorException"));
    }
    const [shardId = "", offset = "0"] = iterator.split(":");
    const shard = this.content[shardId] ?? { records: [] };
    const from = Number(offset);
    const records = shard.records.slice(from, from + 2).map((text, index) => ({
      sequenceNumber: String(from + index),
      arrival: from + index,
      data: Buffer.from(text),
    }));
    const next = from + records.length;
    const isEnd = shard.closed === true && next >= shard.records.length;
    return Promise.resolve({
      records,
      nextIterator: isEnd ? undefined : `${shardId}:${next}`,
      behindMs: (shard.records.length - next) * 1000,
    });
  }
}

const CREATED = new Date("2026-11-22T00:00:00Z");

async function readAll(reader: ShardReader, rounds: number) {
  const texts: string[] = [];
  const ended: string[] = [];
  let more = false;
  for (let round = 0; round < rounds; round += 1) {
    more = false;
    for await (const part of reader.readRound()) {
      texts.push(...part.records.map(({ data }) => Buffer.from(data).toString()));
      ended.push(...part.ended);
      more ||= part.more;
    }
  }
  return { texts, ended, more };
}

describe("the shard reader", () => {
  it("reads every shard from the creation of the delivery stream", async () => {
    const stream = new FakeStream({ a: { records: ["a0", "a1", "a2"] }, b: { records: ["b0"] } });
    const reader = new ShardReader(stream, () => ({ atTimestamp: CREATED }));
    const { texts } = await readAll(reader, 3);
    expect(texts).toEqual(["a0", "a1", "b0", "a2"]);
    expect(stream.starts).toEqual([
      ["a", { atTimestamp: CREATED }],
      ["b", { atTimestamp: CREATED }],
    ]);
    expect(reader.positions).toEqual(
      new Map([
        ["a", "2"],
        ["b", "0"],
      ]),
    );
  });

  it("reports whether a shard is behind, and how far", async () => {
    const stream = new FakeStream({ a: { records: ["a0", "a1", "a2"] } });
    const reader = new ShardReader(stream, () => ({ atTimestamp: CREATED }));
    const behind: [boolean, number][] = [];
    for (let round = 0; round < 2; round += 1) {
      for await (const { more, behindMs } of reader.readRound()) behind.push([more, behindMs]);
    }
    expect(behind).toEqual([
      [true, 1000],
      [false, 0],
    ]);
  });

  it("reads the children of a shard after the shard itself", async () => {
    const stream = new FakeStream({
      parent: { records: ["p0", "p1", "p2"], closed: true },
      left: { parents: ["parent"], records: ["l0"] },
      right: { parents: ["parent"], records: ["r0"] },
    });
    const reader = new ShardReader(stream, () => ({ atTimestamp: CREATED }));
    const { texts, ended } = await readAll(reader, 4);
    expect(texts).toEqual(["p0", "p1", "p2", "l0", "r0"]);
    expect(ended).toEqual(["parent"]);
  });

  it("reads a merged shard after both of its parents", async () => {
    const stream = new FakeStream({
      one: { records: ["1"], closed: true },
      two: { records: ["2", "3", "4"], closed: true },
      merged: { parents: ["one", "two"], records: ["m"] },
    });
    const reader = new ShardReader(stream, () => ({ atTimestamp: CREATED }));
    const { texts } = await readAll(reader, 4);
    expect(texts).toEqual(["1", "2", "3", "4", "m"]);
  });

  it("reads a shard whose parent has exceeded its retention period", async () => {
    const stream = new FakeStream({ child: { parents: ["gone"], records: ["c"] } });
    const reader = new ShardReader(stream, () => ({ atTimestamp: CREATED }));
    expect((await readAll(reader, 1)).texts).toEqual(["c"]);
  });

  it("skips a shard that was read completely, and continues with its children", async () => {
    const stream = new FakeStream({
      parent: { records: ["p0"], closed: true },
      child: { parents: ["parent"], records: ["c0", "c1"] },
    });
    const start = (shardId: string) =>
      shardId === "parent" ? undefined : { afterSequenceNumber: "0" };
    const { texts } = await readAll(new ShardReader(stream, start), 2);
    expect(texts).toEqual(["c1"]);
  });

  it("continues after the last record when an iterator has expired", async () => {
    const stream = new FakeStream({ a: { records: ["a0", "a1", "a2"] } });
    const reader = new ShardReader(stream, () => ({ atTimestamp: CREATED }));
    expect((await readAll(reader, 1)).texts).toEqual(["a0", "a1"]);
    stream.failNextRead = true;
    await expect(readAll(reader, 1)).rejects.toThrow("ExpiredIteratorException");
    expect((await readAll(reader, 1)).texts).toEqual(["a2"]);
    expect(stream.starts.at(-1)).toEqual(["a", { afterSequenceNumber: "1" }]);
  });
});
