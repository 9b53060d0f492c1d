import type { JsonObject, PartitionKeyOf } from "./partition-key";

/**
 * Most records of one `PutRecords` request.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 */
export const MAXIMUM_BATCH_RECORDS = 500;

/**
 * Most bytes of one `PutRecords` request, partition keys included. The service takes 10 MiB by now; 5 MiB has always
 * been safe, and no shard takes more than 1 MB a second anyway.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 */
export const MAXIMUM_BATCH_BYTES = 5 * 1024 * 1024;

/**
 * Most bytes of one record, its partition key included. A stream takes 1 MiB by default, but Firehose, which reads it,
 * no more than 1,000 KiB: what lies between would be taken in and never reach the lake.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
 */
export const MAXIMUM_RECORD_BYTES = 1000 * 1024;

/** An event in the form that Kinesis takes. */
export interface StreamRecord {
  /** Position of the event in what the caller sent. */
  readonly index: number;
  /** The event's JSON and a newline, so that the raw backup is JSON lines. */
  readonly data: Uint8Array;
  readonly partitionKey: string;
  /** Bytes of data and key together: what the service counts. */
  readonly bytes: number;
}

/** Renders an event as one line of JSON. */
export function toRecord(
  event: JsonObject,
  index: number,
  partitionKeyOf: PartitionKeyOf,
): StreamRecord {
  const data = Buffer.from(`${JSON.stringify(event)}\n`);
  const partitionKey = partitionKeyOf(event);
  return { index, data, partitionKey, bytes: data.length + Buffer.byteLength(partitionKey) };
}

/** Packs records, in their order, into as few requests as the service's limits allow. */
export function toBatches(records: readonly StreamRecord[]): StreamRecord[][] {
  const batches: StreamRecord[][] = [];
  let batch: StreamRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    if (batch.length === MAXIMUM_BATCH_RECORDS || bytes + record.bytes > MAXIMUM_BATCH_BYTES) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += record.bytes;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
