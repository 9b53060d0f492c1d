import type { ShardPage } from "../records/shard-log";
import { invalidIterator, readIterator, renderIterator } from "../records/shard-iterator";
import { startOf } from "../records/starting-record";
import type { Stream } from "../stream/stream";
import type { ShardState } from "../stream/stream-state";
import {
  findStream,
  numberOf,
  requireReadable,
  streamOf,
  streamOfArn,
  textOf,
} from "./kinesis-context";
import type { KinesisContext, KinesisOperation } from "./kinesis-context";

/** Limits of one call. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
const MAXIMUM_RECORDS = 10_000;
const MAXIMUM_BYTES = 10 * 1024 * 1024;

/** A page of records, and what follows it. */
export interface ReadPage extends ShardPage {
  /** Whether the shard is closed and all of it was read. */
  readonly isEnd: boolean;
  /** How far the page is behind the latest record, in milliseconds. */
  readonly behindMs: number;
}

export const getShardIterator: KinesisOperation = (context, call) => {
  const stream = requireReadable(context, streamOf(context, call));
  const shard = stream.shard(textOf(call, "ShardId") ?? "");
  const now = context.now();
  const timestamp = numberOf(call, "Timestamp");
  const record = startOf(context, stream, shard, {
    type: textOf(call, "ShardIteratorType") ?? "",
    sequenceNumber: textOf(call, "StartingSequenceNumber"),
    timestampMs: timestamp === undefined ? undefined : timestamp * 1000,
  });
  return { ShardIterator: iteratorAt(stream, shard, record, now) };
};

export const getRecords: KinesisOperation = (context, call) => {
  const now = context.now();
  const position = readIterator(textOf(call, "ShardIterator") ?? "", now);
  const arn = textOf(call, "StreamARN");
  const stream =
    arn === undefined
      ? findStream(context, call.region, position.streamName)
      : streamOfArn(context, arn);
  const { state } = stream;
  if (state.name !== position.streamName || state.createdAt !== position.streamCreatedAt) {
    throw invalidIterator();
  }
  const shard = state.shards.find(({ id }) => id === position.shardId);
  if (shard === undefined) throw invalidIterator();
  const key = `${stream.arn} ${shard.id}`;
  const name = `shard ${shard.id} in stream ${state.name} under account ${context.accountId}`;
  try {
    context.throughput.beginRead(key, name, now);
  } catch (error) {
    context.metrics.add(state, { ReadProvisionedThroughputExceeded: 1 }, shard.id);
    throw error;
  }
  const page = readPage(context, stream, shard, position.record, {
    maximumRecords: numberOf(call, "Limit") ?? MAXIMUM_RECORDS,
  });
  context.throughput.endRead(key, page.bytes);
  return {
    Records: page.records.map(renderRecord),
    ...(page.isEnd
      ? { ChildShards: childShards(stream, shard) }
      : { NextShardIterator: iteratorAt(stream, shard, page.next, now) }),
    MillisBehindLatest: page.behindMs,
  };
};

/** Reads a page of a shard, and counts it. */
export function readPage(
  { metrics, now: clock }: KinesisContext,
  stream: Stream,
  shard: ShardState,
  from: number,
  {
    maximumRecords,
    maximumBytes = MAXIMUM_BYTES,
  }: { readonly maximumRecords: number; readonly maximumBytes?: number },
): ReadPage {
  const now = clock();
  const log = stream.logOf(shard);
  const page = log.read(from, { maximumRecords, maximumBytes, horizon: stream.horizon(now) });
  const isLatest = page.next >= log.next;
  const last = page.records.at(-1);
  const behindMs = isLatest ? 0 : Math.max(1, now - (last?.arrival ?? now));
  metrics.add(
    stream.state,
    {
      "GetRecords.Bytes": page.bytes,
      "GetRecords.IteratorAgeMilliseconds":
        last === undefined ? 0 : Math.max(0, now - last.arrival),
      "GetRecords.Records": page.records.length,
      "GetRecords.Success": 1,
      ReadProvisionedThroughputExceeded: 0,
    },
    shard.id,
  );
  return { ...page, behindMs, isEnd: isLatest && shard.closedAt !== undefined };
}

/** A record as answers contain it. */
export function renderRecord(record: ShardPage["records"][number]): object {
  return {
    SequenceNumber: record.sequenceNumber,
    ApproximateArrivalTimestamp: new Date(record.arrival),
    Data: record.data,
    PartitionKey: record.partitionKey,
    EncryptionType: record.encrypted ? "KMS" : "NONE",
  };
}

/** The children of a closed shard, as answers contain them at its end. */
export function childShards(stream: Stream, { id }: ShardState): object[] {
  return stream.childrenOf(id).map((child) => ({
    ShardId: child.id,
    ParentShards: [child.parent, child.adjacentParent].filter((each) => each !== undefined),
    HashKeyRange: {
      StartingHashKey: child.startingHashKey,
      EndingHashKey: child.endingHashKey,
    },
  }));
}

function iteratorAt({ state }: Stream, { id }: ShardState, record: number, now: number): string {
  const { name, createdAt } = state;
  return renderIterator({ streamName: name, shardId: id, record, streamCreatedAt: createdAt }, now);
}
