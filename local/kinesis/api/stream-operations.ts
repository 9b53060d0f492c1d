import { AwsServiceError } from "../../gateway/emulated-service";
import { initialShards, openShards } from "../stream/resharding";
import { inUse, invalidArgument } from "../stream/errors";
import type { Stream } from "../stream/stream";
import type { StreamMode } from "../stream/stream-state";
import { mapOf, numberOf, streamOf, textOf } from "./kinesis-context";
import type { KinesisCall, KinesisContext, KinesisOperation } from "./kinesis-context";
import { page } from "./page-token";
import { requireRoom } from "./account-limits";
import { checkTags } from "./tags";
import { requireCommitment } from "./account-operations";
import { encryptionType } from "./put-operations";
import { renderShard } from "./shard-operations";

const DEFAULT_RETENTION_HOURS = 24;
const DEFAULT_RECORD_KIB = 1024;

/** Shards of a new stream on demand: 4 MB/s of writes. @see https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
const ON_DEMAND_SHARDS = 4;

/** Streams of a page of ListStreams. */
const LISTED_STREAMS = 100;
const LISTED_SHARDS = 100;

export const createStream: KinesisOperation = (context, call) => {
  const { store, accountId } = context;
  const { region } = call;
  const name = textOf(call, "StreamName") ?? "";
  const now = context.now();
  if (store.find(region, name) !== undefined) {
    throw inUse(`Stream ${name} under account ${accountId} already exists.`);
  }
  const mode = modeOf(call) ?? "PROVISIONED";
  const count = shardCountOf(call, mode);
  const warmThroughputMiBps = numberOf(call, "WarmThroughputMiBps");
  if (warmThroughputMiBps !== undefined) {
    requireCommitment(context, region);
    if (mode === "PROVISIONED") {
      throw invalidArgument("WarmThroughputMiBps is only supported for streams in On-Demand mode.");
    }
  }
  const tags = checkTags({}, mapOf(call, "Tags"));
  requireRoom(context, call, mode, count);
  const stream = store.create({
    ...{ name, region, mode, tags, warmThroughputMiBps, createdAt: now },
    retentionHours: DEFAULT_RETENTION_HOURS,
    shardLevelMetrics: [],
    shards: initialShards(count, now),
    consumers: [],
    maximumRecordKiB: numberOf(call, "MaxRecordSizeInKiB") ?? DEFAULT_RECORD_KIB,
    shardCountUpdates: [],
    modeUpdates: [],
  });
  stream.begin("CREATING", now + context.transitionMs);
  return {};
};

export const deleteStream: KinesisOperation = (context, call) => {
  const stream = streamOf(context, call);
  const { state } = stream;
  if (state.consumers.length > 0 && call.input["EnforceConsumerDeletion"] !== true) {
    throw inUse(
      `Stream ${state.name} under account ${context.accountId} has consumers registered: deregister them, or set EnforceConsumerDeletion.`,
    );
  }
  if (context.transitionMs > 0) stream.begin("DELETING", context.now() + context.transitionMs);
  else context.store.remove(stream);
  return {};
};

export const describeStream: KinesisOperation = (context, call) => {
  const stream = streamOf(context, call);
  const after = textOf(call, "ExclusiveStartShardId");
  const limit = numberOf(call, "Limit") ?? LISTED_SHARDS;
  const shards = stream.state.shards.filter(({ id }) => after === undefined || id > after);
  return {
    StreamDescription: {
      ...commonOf(context, stream),
      Shards: shards.slice(0, limit).map((shard) => renderShard(stream, shard)),
      HasMoreShards: shards.length > limit,
    },
  };
};

export const describeStreamSummary: KinesisOperation = (context, call) => {
  const stream = streamOf(context, call);
  const { warmThroughputMiBps: warm, maximumRecordKiB } = stream.state;
  return {
    StreamDescriptionSummary: {
      ...commonOf(context, stream),
      OpenShardCount: openShards(stream.state.shards).length,
      ConsumerCount: stream.state.consumers.length,
      MaxRecordSizeInKiB: maximumRecordKiB,
      WarmThroughput: warm === undefined ? undefined : { TargetMiBps: warm, CurrentMiBps: warm },
    },
  };
};

export const listStreams: KinesisOperation = (context, call) => {
  const after = textOf(call, "ExclusiveStartStreamName");
  const { items, nextToken } = page(context, call, {
    items: context.store.list(call.region),
    keyOf: ({ state }) => state.name,
    ...(after === undefined ? {} : { after }),
    limit: numberOf(call, "Limit") ?? LISTED_STREAMS,
    scope: call.region,
  });
  return {
    StreamNames: items.map(({ state }) => state.name),
    HasMoreStreams: nextToken !== undefined,
    NextToken: nextToken,
    StreamSummaries: items.map((stream) => ({
      StreamName: stream.state.name,
      StreamARN: stream.arn,
      StreamStatus: stream.status(context.now()),
      StreamModeDetails: { StreamMode: stream.state.mode },
      StreamCreationTimestamp: new Date(stream.state.createdAt),
    })),
  };
};

/** The mode that a call names. */
export function modeOf({ input }: KinesisCall): StreamMode | undefined {
  // The model was checked before.
  return (input["StreamModeDetails"] as { readonly StreamMode: StreamMode } | undefined)
    ?.StreamMode;
}

function shardCountOf(call: KinesisCall, mode: StreamMode): number {
  const count = numberOf(call, "ShardCount");
  if (mode === "ON_DEMAND") {
    if (count === undefined) return ON_DEMAND_SHARDS;
    throw new AwsServiceError(
      "ValidationException",
      "ShardCount must not be set for a stream in On-Demand mode.",
    );
  }
  if (count === undefined) {
    throw invalidArgument("ShardCount must be set for a stream in Provisioned mode.");
  }
  return count;
}

function commonOf({ now }: KinesisContext, stream: Stream) {
  const { state } = stream;
  return {
    StreamName: state.name,
    StreamARN: stream.arn,
    StreamStatus: stream.status(now()),
    StreamModeDetails: { StreamMode: state.mode },
    RetentionPeriodHours: state.retentionHours,
    StreamCreationTimestamp: new Date(state.createdAt),
    EnhancedMonitoring: [{ ShardLevelMetrics: state.shardLevelMetrics }],
    EncryptionType: encryptionType(stream),
    KeyId: state.keyId,
  };
}
