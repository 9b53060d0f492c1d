import { initialShards, merge, split } from "../../../../local/kinesis/stream/resharding";
import { SequenceNumbers, shardIndexOf } from "../../../../local/kinesis/stream/sequence-numbers";

const NOW = Date.parse("2026-11-29T12:00:00Z");

describe("sequence numbers", () => {
  it("are 56 digits that grow with the records, as text and as numbers", () => {
    const numbers = new SequenceNumbers({ createdAt: NOW, index: 7 });
    const all = [0, 1, 2, 99, 100, Number.MAX_SAFE_INTEGER].map((record) => numbers.of(record));
    expect(all.map((each) => /^[1-9]\d{55}$/.test(each))).not.toContain(false);
    expect([...all].sort()).toEqual(all);
    expect(all.map((each) => numbers.recordOf(each))).toEqual([
      ...[0, 1, 2, 99, 100, Number.MAX_SAFE_INTEGER],
    ]);
    expect(shardIndexOf(all[1] ?? "")).toBe(7);
    expect(numbers.includes(new SequenceNumbers({ createdAt: NOW, index: 8 }).of(1))).toBe(false);
  });

  it("of a child are higher than those of its parents, also when they were made at the same time", () => {
    let shards = initialShards(1, NOW);
    const [parent] = shards;
    if (parent === undefined) throw new Error("There is no shard.");
    shards = split(shards, parent, 2n ** 127n, NOW);
    const [, low, high] = shards;
    if (low === undefined || high === undefined) throw new Error("It was not split.");
    const merged = merge(shards, low, high, NOW).at(-1);
    const highest = BigInt(new SequenceNumbers(parent).of(Number.MAX_SAFE_INTEGER));
    for (const child of [low, high]) {
      expect(BigInt(new SequenceNumbers(child).of(0))).toBeGreaterThan(highest);
    }
    expect(BigInt(new SequenceNumbers(merged ?? parent).of(0))).toBeGreaterThan(
      BigInt(new SequenceNumbers(high).of(Number.MAX_SAFE_INTEGER)),
    );
  });
});
