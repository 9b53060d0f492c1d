import { rmSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { AppendLog } from "../../storage/append-log";
import type { ReadResult, ShardInfo, SourceStream, StartingPosition } from "./source-stream";
import { READ_LIMIT } from "./source-stream";

/** The one shard of records that producers put into a delivery stream. */
export const DIRECT_PUT_SHARD = "direct-put";

/**
 * Bytes that may wait: two of the largest buffers, so that one can be filled while another is written. AWS keeps 24
 * hours of records and limits their rate instead.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
 */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** Small files, since only whole ones are removed when their records are delivered. */
const SEGMENT_BYTES = 8 * 1024 * 1024;

const CHUNK_BYTES = 4 * 1024 * 1024;
const LENGTH_BYTES = 4;

/**
 * Records of PutRecord and PutRecordBatch until they are delivered, on disk before their call is answered. They are read
 * like a shard of a Kinesis stream: a delivery stream that starts again, or after its process was killed, reads again
 * what it had not delivered.
 */
export class DirectPutSource implements SourceStream {
  private readonly log: AppendLog;

  /** @param folder of this delivery stream only; created with the first record */
  constructor(private readonly folder: string) {
    this.log = AppendLog.open({ folder, segmentBytes: SEGMENT_BYTES });
  }

  /**
   * Adds records.
   *
   * @returns how many of the first were added; the others would be more than can wait
   */
  put(records: readonly Uint8Array[]): number {
    let bytes = 0;
    let count = 0;
    for (const { length } of records) {
      if (this.log.bytes + bytes + length > MAXIMUM_BYTES) break;
      bytes += LENGTH_BYTES + length;
      count += 1;
    }
    if (count > 0) this.log.append(encode(records.slice(0, count), bytes), count, Date.now());
    return count;
  }

  /** Forgets the records up to a sequence number, which every sink has delivered. */
  discardThrough(sequenceNumber: string): void {
    this.log.discardBefore(Number(sequenceNumber) + 1);
  }

  /** Removes the records of a deleted delivery stream. */
  remove(): void {
    this.log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  close(): void {
    this.log.close();
  }

  shards(): Promise<readonly ShardInfo[]> {
    return Promise.resolve([{ shardId: DIRECT_PUT_SHARD, parents: [] }]);
  }

  iterator(_shardId: string, start: StartingPosition): Promise<string> {
    const next = "afterSequenceNumber" in start ? Number(start.afterSequenceNumber) + 1 : 0;
    return Promise.resolve(String(next));
  }

  async read(iterator: string): Promise<ReadResult> {
    // A reader that is behind would keep every other call waiting.
    await turn();
    const from = Math.max(Number(iterator), this.log.first);
    const records: ReadResult["records"][number][] = [];
    for (const { first, time, payload } of this.log.read(from, CHUNK_BYTES)) {
      decode(payload).forEach((data, index) => {
        if (first + index < from || records.length >= READ_LIMIT) return;
        records.push({ data, arrival: time, sequenceNumber: String(first + index) });
      });
    }
    const next = from + records.length;
    const oldest = records.at(-1)?.arrival;
    const isBehind = next < this.log.next && oldest !== undefined;
    return {
      records,
      nextIterator: String(next),
      behindMs: isBehind ? Math.max(1, Date.now() - oldest) : 0,
    };
  }
}

function encode(records: readonly Uint8Array[], bytes: number): Buffer {
  const encoded = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const record of records) {
    encoded.writeUInt32LE(record.length, at);
    encoded.set(record, at + LENGTH_BYTES);
    at += LENGTH_BYTES + record.length;
  }
  return encoded;
}

function decode(encoded: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < encoded.length;) {
    const start = at + LENGTH_BYTES;
    at = start + encoded.readUInt32LE(at);
    records.push(encoded.subarray(start, at));
  }
  return records;
}
