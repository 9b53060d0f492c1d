const CHUNK_BYTES = 4 * 1024 * 1024;
const FIRST_CHUNK_BYTES = 64 * 1024;

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

/** Bytes of several records, one after the other with nothing between. */
export interface Chunk {
  readonly bytes: Buffer;
  /** Index in the buffer of the first record in it. */
  readonly firstRecord: number;
  /** Where each of its records ends; each begins where the one before ends. */
  readonly ends: readonly number[];
}

interface OpenChunk {
  readonly bytes: Buffer;
  readonly firstRecord: number;
  readonly ends: number[];
  used: number;
}

/**
 * Records that wait for delivery. Their bytes lie packed in a few large chunks and their facts in columns: hundreds of
 * thousands of small objects would cost more memory than the data.
 */
export class RecordBuffer {
  /** Milliseconds since 1970 when the first record came in; the buffering interval runs from here. */
  readonly openedAt: number;
  private readonly stored: OpenChunk[] = [];
  private readonly arrivals: number[] = [];
  private readonly sequenceNumbers: string[] = [];
  private readonly shardRuns: { readonly shardId: string; readonly from: number }[] = [];
  private readonly last = new Map<string, string>();
  private byteCount = 0;
  private oldest = Number.POSITIVE_INFINITY;

  constructor(now: number) {
    this.openedAt = now;
  }

  get length(): number {
    return this.arrivals.length;
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

  append({ data, shardId, sequenceNumber, arrival }: SourceRecord): void {
    const chunk = this.chunkWithRoom(data.length);
    chunk.bytes.set(data, chunk.used);
    chunk.used += data.length;
    chunk.ends.push(chunk.used);
    this.arrivals.push(arrival);
    this.sequenceNumbers.push(sequenceNumber);
    if (this.shardRuns.at(-1)?.shardId !== shardId) {
      this.shardRuns.push({ shardId, from: this.length - 1 });
    }
    this.last.set(shardId, sequenceNumber);
    this.byteCount += data.length;
    if (arrival < this.oldest) this.oldest = arrival;
  }

  /** The records' bytes; views, valid as long as this buffer. */
  *chunks(): Generator<Chunk> {
    for (const { bytes, firstRecord, ends, used } of this.stored) {
      yield { bytes: bytes.subarray(0, used), firstRecord, ends };
    }
  }

  arrivalOf(index: number): number {
    return this.arrivals[index] ?? 0;
  }

  /** Everything about one record of a chunk. */
  record({ bytes, firstRecord, ends }: Chunk, indexInChunk: number): SourceRecord {
    const index = firstRecord + indexInChunk;
    return {
      shardId: this.shardRuns.findLast(({ from }) => from <= index)?.shardId ?? "",
      sequenceNumber: this.sequenceNumbers[index] ?? "",
      arrival: this.arrivalOf(index),
      data: bytes.subarray(ends[indexInChunk - 1] ?? 0, ends[indexInChunk]),
    };
  }

  private chunkWithRoom(size: number): OpenChunk {
    const current = this.stored.at(-1);
    if (current !== undefined && current.bytes.length - current.used >= size) return current;
    // Many buffers may be open at once, most of them small.
    const usual = Math.min(CHUNK_BYTES, (current?.bytes.length ?? FIRST_CHUNK_BYTES / 4) * 4);
    const chunk = {
      bytes: Buffer.allocUnsafe(Math.max(size, usual)),
      firstRecord: this.length,
      ends: [],
      used: 0,
    };
    this.stored.push(chunk);
    return chunk;
  }
}
