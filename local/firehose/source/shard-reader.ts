import type { SourceRecord } from "../destination/buffer";
import { READ_LIMIT } from "./source-stream";
import type { SourceStream, StartingPosition } from "./source-stream";

/** Interval between two checks for new shards, unless a shard ends. */
const LIST_EVERY_MS = 10_000;

/** Returns where reading of a shard starts; undefined if it was read completely before. */
export type StartingPositionOf = (shardId: string) => StartingPosition | undefined;

/** Result of one read. */
export interface ReadRound {
  readonly records: readonly SourceRecord[];
  /** Shards that ended with this read. */
  readonly ended: readonly string[];
  /** Age of the oldest unread record of all shards, in milliseconds. */
  readonly behindMs: number;
  /** Whether more records are available. */
  readonly more: boolean;
}

interface ShardState {
  iterator: string | undefined;
  start: StartingPosition;
  behindMs: number;
}

/**
 * Reads every shard of a stream, and the children of a shard only after the shard itself, to preserve the order of each
 * key.
 */
export class ShardReader {
  private readonly open = new Map<string, ShardState>();
  private readonly done = new Set<string>();
  private listAgainAt = 0;

  constructor(
    private readonly source: SourceStream,
    private readonly startingPositionOf: StartingPositionOf,
  ) {}

  /** Last record read of each shard. */
  get positions(): ReadonlyMap<string, string> {
    const positions = new Map<string, string>();
    for (const [shardId, { start }] of this.open) {
      if ("afterSequenceNumber" in start) positions.set(shardId, start.afterSequenceNumber);
    }
    return positions;
  }

  /**
   * Reads each open shard once.
   *
   * @throws the error of the Kinesis API; records read before are not lost
   */
  async *readRound(): AsyncGenerator<ReadRound> {
    if (Date.now() >= this.listAgainAt) await this.list();
    for (const [shardId, state] of [...this.open]) yield await this.readShard(shardId, state);
  }

  private async readShard(shardId: string, state: ShardState): Promise<ReadRound> {
    const iterator = state.iterator ?? (await this.source.iterator(shardId, state.start));
    // An iterator is valid for one read; after an error a new one is created from the last record.
    state.iterator = undefined;
    const answer = await this.source.read(iterator);
    const last = answer.records.at(-1);
    if (last !== undefined) state.start = { afterSequenceNumber: last.sequenceNumber };
    state.iterator = answer.nextIterator;
    state.behindMs = answer.behindMs;
    const isEnd = answer.nextIterator === undefined;
    if (isEnd) {
      this.open.delete(shardId);
      this.done.add(shardId);
      this.listAgainAt = 0;
    }
    return {
      records: answer.records.map((record) => ({ ...record, shardId })),
      ended: isEnd ? [shardId] : [],
      behindMs: Math.max(0, ...[...this.open.values()].map(({ behindMs }) => behindMs)),
      more: isEnd || answer.behindMs > 0 || answer.records.length >= READ_LIMIT,
    };
  }

  private async list(): Promise<void> {
    const shards = await this.source.shards();
    this.listAgainAt = Date.now() + LIST_EVERY_MS;
    const listed = new Set(shards.map(({ shardId }) => shardId));
    for (const { shardId, parents } of shards) {
      if (this.open.has(shardId) || this.done.has(shardId)) continue;
      // A parent that is no longer listed has exceeded its retention period.
      const parentsRead = parents.every((parent) => this.done.has(parent) || !listed.has(parent));
      if (!parentsRead) continue;
      const start = this.startingPositionOf(shardId);
      if (start === undefined) {
        this.done.add(shardId);
        this.listAgainAt = 0;
      } else {
        this.open.set(shardId, { iterator: undefined, start, behindMs: 0 });
      }
    }
  }
}
