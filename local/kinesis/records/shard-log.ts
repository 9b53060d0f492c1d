import { rmSync } from "node:fs";
import { AppendLog } from "../../storage/append-log";
import { SequenceNumbers } from "../stream/sequence-numbers";
import type { ShardState } from "../stream/stream-state";
import { decodeRecords } from "./record-codec";
import type { StoredRecord } from "./record-codec";

/** A record with its place. */
export interface ShardRecord extends StoredRecord {
  readonly sequenceNumber: string;
  /** Milliseconds since 1970. */
  readonly arrival: number;
}

/** Result of one read. */
export interface ShardPage {
  readonly records: readonly ShardRecord[];
  /** Number of the record to read next. */
  readonly next: number;
  /** Bytes of data and keys that the records have. */
  readonly bytes: number;
}

/** Limits of one read. */
export interface ReadLimits {
  readonly maximumRecords: number;
  readonly maximumBytes: number;
  /** Records that arrived before it have expired; milliseconds since 1970. */
  readonly horizon: number;
}

/** Bytes of a chunk that is read from the file; a page of GetRecords may need several. */
const CHUNK_BYTES = 1024 * 1024;

/** The records of one shard. */
export class ShardLog {
  readonly numbers: SequenceNumbers;
  private readonly log: AppendLog;
  private readonly listeners = new Set<() => void>();

  constructor(
    shard: Pick<ShardState, "createdAt" | "index">,
    private readonly folder: string,
  ) {
    this.numbers = new SequenceNumbers(shard);
    this.log = AppendLog.open({ folder });
  }

  /** Number of the next record. */
  get next(): number {
    return this.log.next;
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.log.bytes;
  }

  /** Appends encoded records, and returns the number of the first. */
  append(encoded: Buffer, count: number, now: number): number {
    const { first } = this.log.append(encoded, count, now);
    for (const listener of this.listeners) listener();
    return first;
  }

  /** Number of the first record that arrived at or after a time. */
  firstSince(time: number): number {
    return this.log.firstSince(time);
  }

  /** Reads records in order. */
  read(from: number, { maximumRecords, maximumBytes, horizon }: ReadLimits): ShardPage {
    const records: ShardRecord[] = [];
    let next = Math.max(from, 1);
    let bytes = 0;
    while (records.length < maximumRecords) {
      const frames = this.log.read(next, CHUNK_BYTES);
      const [oldest] = frames;
      if (oldest === undefined) break;
      if (oldest.time < horizon) {
        next = this.log.firstSince(horizon);
        continue;
      }
      for (const { first, payload, time } of frames) {
        next = Math.max(next, first);
        for (const record of decodeRecords(payload, next - first)) {
          const size = record.data.length + record.partitionKey.length;
          const isFull = records.length >= maximumRecords || bytes + size > maximumBytes;
          if (isFull && records.length > 0) return { records, next, bytes };
          records.push({ ...record, sequenceNumber: this.numbers.of(next), arrival: time });
          bytes += size;
          next += 1;
        }
      }
    }
    return { records, next, bytes };
  }

  /** Calls a function after each append, until what is returned is called. */
  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Removes the files whose records have all expired. */
  expire(horizon: number): void {
    this.log.expire(horizon);
  }

  /** Calls those who wait for records, since there will be none any more. */
  wake(): void {
    for (const listener of this.listeners) listener();
  }

  close(): void {
    this.log.close();
  }

  remove(): void {
    this.log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
