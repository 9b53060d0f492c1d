const CHUNK_BYTES = 4 * 1024 * 1024;

/** One record as it was read from the source stream. */
export interface SourceRecord {
  readonly shardId: string;
  readonly sequenceNumber: string;
  /** Approximate arrival, milliseconds since 1970. */
  readonly arrival: number;
  readonly data: Uint8Array;
}

/** Last record of each shard: shard id to sequence number. */
export type Positions = ReadonlyMap<string, string>;

/**
 * Records that wait for delivery. Their bytes lie packed in a few large chunks: hundreds of thousands of small buffers
 * would cost more memory than the data.
 */
export class RecordBuffer {
  /** Milliseconds since 1970 when the first record came in; the buffering interval runs from here. */
  readonly openedAt: number;
  private readonly chunks: Buffer[] = [];
  private room = 0;
  private readonly entries: {
    readonly chunk: number;
    readonly start: number;
    readonly end: number;
    readonly shardId: string;
    readonly sequenceNumber: string;
    readonly arrival: number;
  }[] = [];
  private readonly last = new Map<string, string>();
  private byteCount = 0;
  private oldest = Number.POSITIVE_INFINITY;

  constructor(now: number) {
    this.openedAt = now;
  }

  get length(): number {
    return this.entries.length;
  }

  get bytes(): number {
    return this.byteCount;
  }

  /** Approximate arrival of the oldest record. */
  get oldestArrival(): number {
    return this.oldest;
  }

  get positions(): Positions {
    return this.last;
  }

  append(record: SourceRecord): void {
    const { data, shardId, sequenceNumber, arrival } = record;
    if (this.room < data.length || this.chunks.length === 0) {
      const size = Math.max(data.length, this.chunks.length === 0 ? 64 * 1024 : CHUNK_BYTES);
      this.chunks.push(Buffer.allocUnsafe(size));
      this.room = size;
    }
    const chunk = this.chunks.length - 1;
    const target = this.chunks[chunk];
    if (target === undefined) throw new Error("unreachable: a chunk was pushed above");
    const start = target.length - this.room;
    target.set(data, start);
    this.room -= data.length;
    this.entries.push({ chunk, start, end: start + data.length, shardId, sequenceNumber, arrival });
    this.last.set(shardId, sequenceNumber);
    this.byteCount += data.length;
    this.oldest = Math.min(this.oldest, arrival);
  }

  /** The records in the order of arrival; their data are views, valid as long as this buffer. */
  *[Symbol.iterator](): Generator<SourceRecord> {
    for (const { chunk, start, end, ...record } of this.entries) {
      const data = this.chunks[chunk]?.subarray(start, end) ?? Buffer.alloc(0);
      yield { ...record, data };
    }
  }
}
