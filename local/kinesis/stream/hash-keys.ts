import { hash } from "node:crypto";
import type { ShardState } from "./stream-state";

/** The last hash key: 2^128 - 1. */
export const MAXIMUM_HASH_KEY = 2n ** 128n - 1n;

/** First and last hash key of a shard. */
export interface HashKeyRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** Divides all hash keys into ranges of the same size, as AWS does for a new stream. */
export function evenRanges(count: number): HashKeyRange[] {
  const size = (MAXIMUM_HASH_KEY + 1n) / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    start: size * BigInt(index),
    end: index === count - 1 ? MAXIMUM_HASH_KEY : size * BigInt(index + 1) - 1n,
  }));
}

/** The range of a stored shard. */
export function rangeOf(
  shard: Pick<ShardState, "startingHashKey" | "endingHashKey">,
): HashKeyRange {
  return { start: BigInt(shard.startingHashKey), end: BigInt(shard.endingHashKey) };
}

/** Hash key of a partition key, in 32 hexadecimal digits: its MD5. */
export function hashOfPartitionKey(partitionKey: string): string {
  return hash("md5", partitionKey, "hex");
}

/** A hash key in 32 hexadecimal digits, whose order as text is that of the numbers. */
export function toHex(hashKey: bigint): string {
  return hashKey.toString(16).padStart(32, "0");
}

/** Finds the shard of a hash key among the open ones, which together have every key. */
export class ShardRouter<Shard> {
  private readonly starts: readonly string[];
  private readonly shards: readonly Shard[];

  /** @param open shards with the first hash key of each */
  constructor(open: readonly { readonly start: bigint; readonly shard: Shard }[]) {
    const sorted = [...open].sort((left, right) => (left.start < right.start ? -1 : 1));
    this.starts = sorted.map(({ start }) => toHex(start));
    this.shards = sorted.map(({ shard }) => shard);
  }

  /** @param hexadecimalKey computed only if there is a choice */
  find(hexadecimalKey: () => string): Shard {
    const index = this.shards.length === 1 ? 0 : this.indexOf(hexadecimalKey());
    const shard = this.shards[index];
    if (shard === undefined) throw new Error("The stream has no open shard.");
    return shard;
  }

  private indexOf(key: string): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? "") <= key) low = middle;
      else high = middle;
    }
    return low;
  }
}
