import type { PartitionKeyOrder } from "../../../model/dataset/dataset";
import type { JsonEvent, PartitionKeyOf } from "./partition-key";

/**
 * Maximum records of one `PutRecords` request.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 */
export const MAXIMUM_BATCH_RECORDS = 500;

/**
 * Maximum bytes of one `PutRecords` request, partition keys included. The service accepts 10 MiB by now; 5 MiB has always been
 * safe, and a shard accepts only 1 MB a second.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 */
export const MAXIMUM_BATCH_BYTES = 5 * 1024 * 1024;

/**
 * Maximum bytes of one record, its partition key included. A stream accepts 1 MiB by default, but Firehose only 1,000 KiB: larger
 * records would be accepted and never reach the lake.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
 */
export const MAXIMUM_RECORD_BYTES = 1000 * 1024;

/** An event as a record of Kinesis. */
export interface StreamRecord {
  /** Position of the event in the input. */
  readonly index: number;
  /** The event as JSON and a newline, so that the raw backup is JSON lines. */
  readonly data: Uint8Array;
  readonly partitionKey: string;
  /** Bytes of data and partition key, as the service counts them. */
  readonly bytes: number;
}

/** Renders an event as one line of JSON. */
export function toRecord(
  event: JsonEvent,
  index: number,
  partitionKeyOf: PartitionKeyOf,
): StreamRecord {
  const data = Buffer.from(`${JSON.stringify(event)}\n`);
  const partitionKey = partitionKeyOf(event);
  return { index, data, partitionKey, bytes: data.length + Buffer.byteLength(partitionKey) };
}

/**
 * Batches records into as few requests as the limits of the service and the order of each partition key allow.
 *
 * @param order whether records with the same partition key keep their order. `PutRecords` can reject single records of a
 * request and accept the ones behind them, so a request contains at most one record of a key, and the next one is in a later
 * request.
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 */
export function toBatches(
  records: readonly StreamRecord[],
  order: PartitionKeyOrder,
): StreamRecord[][] {
  return order === "kept" ? packByKey(records) : packInOrder(records);
}

function packInOrder(records: readonly StreamRecord[]): StreamRecord[][] {
  const batches: OpenBatch[] = [];
  for (const record of records) {
    const last = batches.at(-1);
    if (last?.hasRoomFor(record) === true) last.add(record);
    else batches.push(new OpenBatch(record));
  }
  return batches.map(({ records: packed }) => packed);
}

/** Each record goes into the first request with room after the request with the previous record of its key. */
function packByKey(records: readonly StreamRecord[]): StreamRecord[][] {
  const batches: OpenBatch[] = [];
  const nextOfKey = new Map<string, number>();
  let open = 0;
  for (const record of records) {
    let at = Math.max(open, nextOfKey.get(record.partitionKey) ?? 0);
    while (batches[at]?.hasRoomFor(record) === false) {
      // Full requests at the front are closed, so that records of different keys keep their order as far as possible.
      if (at === open) open += 1;
      at += 1;
    }
    const batch = batches[at];
    if (batch === undefined) batches.push(new OpenBatch(record));
    else batch.add(record);
    nextOfKey.set(record.partitionKey, at + 1);
  }
  return batches.map(({ records: packed }) => packed);
}

/** A request that is being filled. */
class OpenBatch {
  readonly records: StreamRecord[];
  private bytes: number;

  constructor(first: StreamRecord) {
    this.records = [first];
    this.bytes = first.bytes;
  }

  hasRoomFor({ bytes }: StreamRecord): boolean {
    return this.records.length < MAXIMUM_BATCH_RECORDS && this.bytes + bytes <= MAXIMUM_BATCH_BYTES;
  }

  add(record: StreamRecord): void {
    this.records.push(record);
    this.bytes += record.bytes;
  }
}
