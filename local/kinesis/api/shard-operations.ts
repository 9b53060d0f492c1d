import { rangeOf } from "../stream/hash-keys";
import { invalidArgument, invalidRequest, limitExceeded } from "../stream/errors";
import { areAdjacent, merge, openShards, scale, split } from "../stream/resharding";
import type { Stream } from "../stream/stream";
import type { ShardState } from "../stream/stream-state";
import { beginUpdate, numberOf, requireActive, streamOf, textOf } from "./kinesis-context";
import type { KinesisCall, KinesisContext, KinesisOperation } from "./kinesis-context";
import { requireRoom } from "./account-limits";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Limits of UpdateShardCount. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html */
const UPDATES_A_DAY = 10;
const MAXIMUM_SHARDS = 10_000;

export const splitShard: KinesisOperation = (context, call) => {
  const stream = provisioned(context, call);
  const { name, shards } = stream.state;
  const parent = openShard(context, stream, textOf(call, "ShardToSplit") ?? "");
  const key = BigInt(textOf(call, "NewStartingHashKey") ?? "0");
  const { start, end } = rangeOf(parent);
  // Each child needs at least one key, and AWS leaves the first two to the first.
  if (key <= start + 1n || key >= end) {
    throw invalidArgument(
      `NewStartingHashKey ${key} used in SplitShard() on shard ${parent.id} in stream ${name} under account ${context.accountId} is not both greater than one plus the shard's StartingHashKey ${start} and less than the shard's EndingHashKey ${end}.`,
    );
  }
  requireRoom(context, call, "PROVISIONED", 1);
  reshard(context, stream, split(shards, parent, key, context.now()));
  return {};
};

export const mergeShards: KinesisOperation = (context, call) => {
  const stream = provisioned(context, call);
  const parent = openShard(context, stream, textOf(call, "ShardToMerge") ?? "");
  const adjacent = openShard(context, stream, textOf(call, "AdjacentShardToMerge") ?? "");
  if (!areAdjacent(parent, adjacent)) {
    throw invalidArgument(
      `Shards ${parent.id} and ${adjacent.id} in stream ${stream.state.name} under account ${context.accountId} are not an adjacent pair of shards eligible for merging`,
    );
  }
  reshard(context, stream, merge(stream.state.shards, parent, adjacent, context.now()));
  return {};
};

export const updateShardCount: KinesisOperation = (context, call) => {
  const stream = provisioned(context, call);
  const { name, shards, shardCountUpdates } = stream.state;
  const target = numberOf(call, "TargetShardCount") ?? 0;
  const present = openShards(shards).length;
  const now = context.now();
  const recent = shardCountUpdates.filter((time) => now - time < DAY_MS);
  if (target > 2 * present) {
    throw invalidArgument(
      `UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: ${present} Target shard count: ${target}`,
    );
  }
  if (target < present / 2) {
    throw invalidArgument(
      `UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: ${present} Target shard count: ${target}`,
    );
  }
  if (target > MAXIMUM_SHARDS && target > present) {
    throw limitExceeded(`UpdateShardCount cannot scale up to more than ${MAXIMUM_SHARDS} shards.`);
  }
  if (recent.length >= UPDATES_A_DAY) {
    throw limitExceeded(
      `The stream ${name} was scaled ${UPDATES_A_DAY} times in the last 24 hours, which is the limit.`,
    );
  }
  requireRoom(context, call, "PROVISIONED", Math.max(0, target - present));
  stream.update({ shardCountUpdates: [...recent, now], shards: scale(shards, target, now) });
  beginUpdate(context, stream);
  return {
    StreamName: name,
    StreamARN: stream.arn,
    CurrentShardCount: present,
    TargetShardCount: target,
  };
};

/** A shard as answers contain it. */
export function renderShard(stream: Stream, shard: ShardState): object {
  const { numbers, next } = stream.logOf(shard);
  return {
    ShardId: shard.id,
    ParentShardId: shard.parent,
    AdjacentParentShardId: shard.adjacentParent,
    HashKeyRange: {
      StartingHashKey: shard.startingHashKey,
      EndingHashKey: shard.endingHashKey,
    },
    SequenceNumberRange: {
      StartingSequenceNumber: numbers.of(0),
      EndingSequenceNumber: shard.closedAt === undefined ? undefined : numbers.of(next),
    },
  };
}

function provisioned(context: KinesisContext, call: KinesisCall): Stream {
  const stream = requireActive(context, streamOf(context, call));
  if (stream.state.mode === "PROVISIONED") return stream;
  throw invalidRequest(
    `Request is invalid. Stream ${stream.state.name} under account ${context.accountId} is in On-Demand mode.`,
  );
}

function openShard({ accountId }: KinesisContext, stream: Stream, id: string): ShardState {
  const shard = stream.shard(id);
  if (shard.closedAt === undefined) return shard;
  throw invalidArgument(
    `Shard ${id} in stream ${stream.state.name} under account ${accountId} has already been merged or split, and thus is not eligible for merging or splitting.`,
  );
}

function reshard(context: KinesisContext, stream: Stream, shards: readonly ShardState[]): void {
  stream.update({ shards });
  beginUpdate(context, stream);
}
