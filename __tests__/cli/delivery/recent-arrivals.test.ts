import { recentArrivals } from "../../../cli/delivery/recent-arrivals";
import type { SourceStream } from "../../../local/firehose/source/source-stream";
import fc from "../../support/random/seeded-fast-check";

const NOW = new Date("2026-11-25T12:00:00Z");
const DELIVERY_MS = 65_000;

/** A stream with arrivals that many seconds ago, in shards. */
function streamOf(...shards: readonly (readonly number[])[]): SourceStream {
  const records = shards.map((ages) =>
    [...ages].sort((one, other) => other - one).map((age) => NOW.getTime() - age * 1_000),
  );
  return {
    shards: () =>
      Promise.resolve(records.map((_, index) => ({ shardId: `${index}`, parents: [] }))),
    iterator: (shardId, start) =>
      Promise.resolve(`${shardId}:${"atTimestamp" in start ? start.atTimestamp.getTime() : 0}`),
    read: (iterator) => {
      const [shard = "", from = ""] = iterator.split(":");
      const left = (records[Number(shard)] ?? []).filter((arrival) => arrival >= Number(from));
      // One record in each read, so that pages are followed.
      const [arrival] = left;
      return Promise.resolve({
        records:
          arrival === undefined
            ? []
            : [{ sequenceNumber: String(arrival), arrival, data: new Uint8Array() }],
        nextIterator: `${shard}:${(arrival ?? 0) + 1}`,
        behindMs: left.length > 1 ? 1 : 0,
      });
    },
  };
}

function arrivalsOf(stream: SourceStream, createdAt = new Date(0)) {
  return recentArrivals({
    stream,
    createdAt,
    deliveryMs: DELIVERY_MS,
    now: NOW,
    wait: () => Promise.resolve(),
  });
}

const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);

describe("what may be on its way", () => {
  it.each([
    ["in an empty stream", [[]]],
    ["a delivery after the last record", [[400, 65]]],
  ])("is nothing %s", async (_, shards) => {
    expect(await arrivalsOf(streamOf(...shards))).toBeUndefined();
  });

  it.each([
    ["the only record", [[1]], 1, 1],
    [
      "the records since the newest pause, of all shards",
      [
        [300, 100, 40],
        [99, 2],
      ],
      4,
      100,
    ],
    ["not what arrived before a pause as long as a delivery", [[105, 40]], 1, 40],
    ["what arrived before a shorter pause, too", [[104, 40]], 2, 104],
  ])("is %s", async (_, shards, records, first) => {
    const last = Math.min(...shards.flat());
    expect(await arrivalsOf(streamOf(...shards))).toEqual({
      since: ago(first),
      last: ago(last),
      records,
    });
  });

  it("has no count where producers never pause", async () => {
    const steady = Array.from({ length: 14 }, (_, index) => index * 60);
    expect(await arrivalsOf(streamOf(steady))).toMatchObject({ last: NOW, records: undefined });
  });

  it("has no count where a shard has more than may be read of it", async () => {
    const many = Array.from({ length: 30 }, (_, index) => index);
    expect(await arrivalsOf(streamOf(many))).toMatchObject({ last: NOW, records: undefined });
  });

  it("is counted from the creation of the delivery stream on, which delivers nothing older", async () => {
    const arrivals = await arrivalsOf(streamOf([60, 50, 40]), ago(50));
    expect(arrivals).toEqual({ since: ago(50), last: ago(40), records: 2 });
  });

  it("counts each record that a producer aggregated", async () => {
    const stream = streamOf([3]);
    const aggregated = [new Uint8Array(), new Uint8Array()];
    const read: SourceStream["read"] = async (iterator) => {
      const result = await stream.read(iterator);
      return { ...result, records: result.records.map((each) => ({ ...each, aggregated })) };
    };
    expect(await arrivalsOf({ ...stream, read })).toMatchObject({ records: 2 });
  });

  it("never leaves out a record that is younger than a delivery", async () => {
    const ages = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(ages, ages, async (one, other) => {
        const young = [...new Set(one), ...new Set(other)].filter((age) => age < 65);
        const found = await arrivalsOf(streamOf([...new Set(one)], [...new Set(other)]));
        if (young.length === 0) expect(found).toBeUndefined();
        else expect(found?.since.getTime()).toBeLessThanOrEqual(ago(Math.max(...young)).getTime());
        expect(found?.records ?? Infinity).toBeGreaterThanOrEqual(young.length);
      }),
    );
  });
});
