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

interface StoredRecord {
  readonly data: Uint8Array;
  readonly arrival: number;
}

/**
 * Records of PutRecord and PutRecordBatch until they are delivered, read like a shard of a Kinesis stream: a delivery
 * stream that starts again with other settings reads again what it had not delivered.
 */
export class DirectPutSource implements SourceStream {
  private records: StoredRecord[] = [];
  /** Sequence number of the first of them. */
  private first = 1;
  private bytes = 0;

  /**
   * Adds a record.
   *
   * @returns false if too many bytes wait for delivery
   */
  put(data: Uint8Array): boolean {
    if (this.bytes + data.length > MAXIMUM_BYTES) return false;
    this.records.push({ data, arrival: Date.now() });
    this.bytes += data.length;
    return true;
  }

  /** Forgets the records up to a sequence number, which every sink has delivered. */
  discardThrough(sequenceNumber: string): void {
    const count = Number(sequenceNumber) - this.first + 1;
    if (count <= 0) return;
    const discarded = this.records.splice(0, count);
    this.first += discarded.length;
    for (const { data } of discarded) this.bytes -= data.length;
  }

  shards(): Promise<readonly ShardInfo[]> {
    return Promise.resolve([{ shardId: DIRECT_PUT_SHARD, parents: [] }]);
  }

  iterator(_shardId: string, start: StartingPosition): Promise<string> {
    const next = "afterSequenceNumber" in start ? Number(start.afterSequenceNumber) + 1 : 0;
    return Promise.resolve(String(next));
  }

  read(iterator: string): Promise<ReadResult> {
    const from = Math.max(0, Number(iterator) - this.first);
    const read = this.records.slice(from, from + READ_LIMIT);
    const next = this.records[from + read.length];
    return Promise.resolve({
      records: read.map(({ data, arrival }, index) => ({
        data,
        arrival,
        sequenceNumber: String(this.first + from + index),
      })),
      nextIterator: String(this.first + from + read.length),
      behindMs: next === undefined ? 0 : Math.max(1, Date.now() - next.arrival),
    });
  }
}
