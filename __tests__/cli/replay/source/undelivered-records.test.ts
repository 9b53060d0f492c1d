import { undeliveredRecords } from "../../../../cli/replay/source/undelivered-records";
import type { SourceStream } from "../../../../local/firehose/source/source-stream";
import type { TimeRange } from "../../../../cli/replay/source/time-range";

const createdAt = new Date("2026-11-25T12:00:00Z");
const before = (seconds: number) => new Date(createdAt.getTime() - seconds * 1_000);

const wait = () => Promise.resolve();

interface Stored {
  readonly at: Date;
  readonly data: string;
}

/** A stream that gives one record a read, and an empty read before each. */
function streamOf(shards: Readonly<Record<string, readonly Stored[]>>): SourceStream {
  return {
    shards: () => Promise.resolve(Object.keys(shards).map((shardId) => ({ shardId, parents: [] }))),
    iterator: (shardId, start) => {
      const records = shards[shardId] ?? [];
      const index =
        "atTimestamp" in start
          ? records.filter(({ at }) => at < start.atTimestamp).length
          : Number(start.afterSequenceNumber) + 1;
      return Promise.resolve(`${shardId} ${index} empty`);
    },
    read: (iterator) => {
      const [shardId = "", index = "", empty] = iterator.split(" ");
      const records = shards[shardId] ?? [];
      const record = records[Number(index)];
      if (record === undefined) return Promise.resolve({ records: [], behindMs: 0 });
      const behindMs = 1;
      if (empty !== undefined) {
        return Promise.resolve({ records: [], nextIterator: `${shardId} ${index}`, behindMs });
      }
      return Promise.resolve({
        records: [
          { sequenceNumber: index, arrival: record.at.getTime(), data: Buffer.from(record.data) },
        ],
        nextIterator: `${shardId} ${Number(index) + 1}`,
        behindMs,
      });
    },
  };
}

async function read(
  shards: Readonly<Record<string, readonly Stored[]>>,
  range: TimeRange = {},
): Promise<string[]> {
  const found: string[] = [];
  const props = { stream: streamOf(shards), streamArn: "events", range, createdAt, wait };
  for await (const record of undeliveredRecords(props)) {
    found.push(`${record.place} ${record.data.toString("utf8")}`);
  }
  return found;
}

describe("the records that no delivery stream read", () => {
  const shards = {
    "shard-1": [
      { at: before(10), data: "three" },
      { at: before(-1), data: "sent again" },
    ],
    "shard-0": [
      { at: before(60), data: "one\n" },
      { at: before(30), data: "two" },
      { at: before(0), data: "delivered" },
      { at: before(-1), data: "delivered too" },
    ],
  };

  it("are those that arrived before its creation, shard by shard", async () => {
    expect(await read(shards)).toEqual([
      "events/shard-0@0 one",
      "events/shard-0@1 two",
      "events/shard-1@0 three",
    ]);
  });

  it("are limited by a range", async () => {
    expect(await read(shards, { since: before(45) })).toEqual([
      "events/shard-0@1 two",
      "events/shard-1@0 three",
    ]);
    expect(await read(shards, { until: before(45) })).toEqual(["events/shard-0@0 one"]);
    expect(await read(shards, { until: before(-1) })).toHaveLength(4);
  });

  it("have an id that no other record has", async () => {
    const ids = new Set<string>();
    for (const streamArn of ["events", "orders"]) {
      const props = { stream: streamOf(shards), streamArn, range: {}, createdAt, wait };
      for await (const { id, undelivered } of undeliveredRecords(props)) {
        expect(undelivered).toBe(true);
        ids.add(id);
      }
    }
    expect(ids.size).toBe(6);
  });
});
