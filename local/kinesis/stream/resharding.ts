import { evenRanges, rangeOf } from "./hash-keys";
import type { HashKeyRange } from "./hash-keys";
import type { ShardState } from "./stream-state";

/** The open shards of a stream in the order of their hash keys. */
export function openShards(shards: readonly ShardState[]): ShardState[] {
  return shards
    .filter(({ closedAt }) => closedAt === undefined)
    .sort((left, right) => (rangeOf(left).start < rangeOf(right).start ? -1 : 1));
}

/** The shards of a new stream. */
export function initialShards(count: number, now: number): ShardState[] {
  return evenRanges(count).map((range, index) => shardOf(index, range, now, []));
}

/**
 * Splits an open shard.
 *
 * @param newStartingHashKey first hash key of the second child
 */
export function split(
  shards: readonly ShardState[],
  parent: ShardState,
  newStartingHashKey: bigint,
  now: number,
): ShardState[] {
  const { start, end } = rangeOf(parent);
  const ranges = [
    { start, end: newStartingHashKey - 1n },
    { start: newStartingHashKey, end },
  ];
  return withChildren(shards, [parent], ranges, now);
}

/** Merges two adjacent open shards. */
export function merge(
  shards: readonly ShardState[],
  parent: ShardState,
  adjacent: ShardState,
  now: number,
): ShardState[] {
  const [left, right] = [rangeOf(parent), rangeOf(adjacent)];
  const start = left.start < right.start ? left.start : right.start;
  const end = left.end > right.end ? left.end : right.end;
  return withChildren(shards, [parent, adjacent], [{ start, end }], now);
}

/** Whether two shards have all hash keys of one range. */
export function areAdjacent(one: ShardState, other: ShardState): boolean {
  const [left, right] = [rangeOf(one), rangeOf(other)];
  return left.end + 1n === right.start || right.end + 1n === left.start;
}

/**
 * Splits and merges shards until there are so many open ones of the same size, as UpdateShardCount does. Shards between
 * the present and the final ones are closed as well, and are empty.
 */
export function scale(shards: readonly ShardState[], count: number, now: number): ShardState[] {
  let scaled = [...shards];
  for (const { start, end } of evenRanges(count)) {
    for (const boundary of [start, end + 1n]) {
      const crossing = openShards(scaled).find((shard) => {
        const range = rangeOf(shard);
        return range.start < boundary && boundary <= range.end;
      });
      if (crossing !== undefined) scaled = split(scaled, crossing, boundary, now);
    }
    for (;;) {
      const [first, second] = openShards(scaled).filter((shard) => {
        const range = rangeOf(shard);
        return start <= range.start && range.end <= end;
      });
      if (first === undefined || second === undefined) break;
      scaled = merge(scaled, first, second, now);
    }
  }
  return scaled;
}

function withChildren(
  shards: readonly ShardState[],
  parents: readonly ShardState[],
  ranges: readonly HashKeyRange[],
  now: number,
): ShardState[] {
  const createdAt = Math.max(now, ...parents.map((parent) => parent.createdAt + 1));
  const firstIndex = Math.max(...shards.map(({ index }) => index)) + 1;
  const ids = new Set(parents.map(({ id }) => id));
  return [
    ...shards.map((shard) => (ids.has(shard.id) ? { ...shard, closedAt: createdAt } : shard)),
    ...ranges.map((range, offset) => shardOf(firstIndex + offset, range, createdAt, parents)),
  ];
}

function shardOf(
  index: number,
  { start, end }: HashKeyRange,
  createdAt: number,
  [parent, adjacent]: readonly ShardState[],
): ShardState {
  return {
    id: `shardId-${String(index).padStart(12, "0")}`,
    index,
    parent: parent?.id,
    adjacentParent: adjacent?.id,
    startingHashKey: String(start),
    endingHashKey: String(end),
    createdAt,
  };
}
