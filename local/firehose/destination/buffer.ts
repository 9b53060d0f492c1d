const CHUNK_BYTES = 4 * 1024 * 1024;
const FIRST_CHUNK_BYTES = 64 * 1024;

/** A record from the source stream. */
export interface SourceRecord {
  readonly shardId: string;
  readonly sequenceNumber: string;
  /** Approximate arrival, milliseconds since 1970. */
  readonly arrival: number;
  readonly data: Uint8Array;
  /** The records that a producer aggregated into it. @default - it is one record */
  readonly aggregated?: readonly Uint8Array[] | undefined;
  /** Position in the record that it was aggregated into. @default 0 */
  readonly subSequenceNumber?: number | undefined;
}

/** The records of a producer: those that were aggregated, or the record itself. */
export function producerRecords(record: SourceRecord): readonly SourceRecord[] {
  const { aggregated, ...position } = record;
  if (aggregated === undefined) return [record];
  return aggregated.map((data, subSequenceNumber) => ({ ...position, data, subSequenceNumber }));
}

/** Last sequence number by shard id. */
export type Positions = ReadonlyMap<string, string>;

/** Concatenated bytes of several records. */
export interface Chunk {
  readonly bytes: Buffer;
  /** Index of its first record in the buffer. */
  readonly firstRecord: number;
  /** End offset of each record; each starts at the end of the previous one. */
  readonly ends: readonly number[];
}

interface OpenChunk {
  readonly bytes: Buffer;
  readonly firstRecord: number;
  readonly ends: number[];
  used: number;
}

/**
 * Records that wait for delivery. Their bytes are packed into a few large chunks and their metadata into columns:
 * hundreds of thousands of small objects would use more memory than the data.
 */
export class RecordBuffer {
  /** Milliseconds since 1970 when the first record was added; the buffering interval starts here. */
  readonly openedAt: number;
  private readonly stored: OpenChunk[] = [];
  private readonly arrivals: number[] = [];
  private readonly sequenceNumbers: string[] = [];
  /** By index, where it is not 0. */
  private readonly subSequenceNumbers = new Map<number, number>();
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

  append({ data, shardId, sequenceNumber, arrival, subSequenceNumber = 0 }: SourceRecord): void {
    if (subSequenceNumber > 0) this.subSequenceNumbers.set(this.length, subSequenceNumber);
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

  /** The records' bytes, as views that are valid as long as this buffer. */
  *chunks(): Generator<Chunk> {
    for (const { bytes, firstRecord, ends, used } of this.stored) {
      yield { bytes: bytes.subarray(0, used), firstRecord, ends };
    }
  }

  arrivalOf(index: number): number {
    return this.arrivals[index] ?? 0;
  }

  /** All data of one record of a chunk. */
  record({ bytes, firstRecord, ends }: Chunk, indexInChunk: number): SourceRecord {
    const index = firstRecord + indexInChunk;
    return {
      shardId: this.shardRuns.findLast(({ from }) => from <= index)?.shardId ?? "",
      sequenceNumber: this.sequenceNumbers[index] ?? "",
      subSequenceNumber: this.subSequenceNumbers.get(index),
      arrival: this.arrivalOf(index),
      data: bytes.subarray(ends[indexInChunk - 1] ?? 0, ends[indexInChunk]),
    };
  }

  private chunkWithRoom(size: number): OpenChunk {
    const current = this.stored.at(-1);
    if (current !== undefined && current.bytes.length - current.used >= size) return current;
    // Many buffers may be open at the same time, most of them small.
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
