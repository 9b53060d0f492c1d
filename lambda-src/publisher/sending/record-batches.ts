import type { PartitionKeyOrder } from "../../../model/dataset/dataset";
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

/** How records are packed. */
export interface BatchOptions {
  /**
   * Whether records of one partition key keep their order. `PutRecords` refuses single records of a request and takes
   * those behind them, so a request holds one record of a key at most, and the next one goes into a later request.
   *
   * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
   * @default "kept"
   */
  readonly order?: PartitionKeyOrder | undefined;
}

/** Packs records into as few requests as the service's limits, and the order of each partition key, allow. */
export function toBatches(
  records: readonly StreamRecord[],
  { order = "kept" }: BatchOptions = {},
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

/** Each record goes into the first request with room that comes after the one of the record before it of its key. */
function packByKey(records: readonly StreamRecord[]): StreamRecord[][] {
  const batches: OpenBatch[] = [];
  const nextOfKey = new Map<string, number>();
  let open = 0;
  for (const record of records) {
    let at = Math.max(open, nextOfKey.get(record.partitionKey) ?? 0);
    while (batches[at]?.hasRoomFor(record) === false) {
      // What comes later goes no further to the front: records of different keys keep their order as far as they can.
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
