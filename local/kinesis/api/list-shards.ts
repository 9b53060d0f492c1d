import { invalidArgument, streamNotFound } from "../stream/errors";
import type { Stream } from "../stream/stream";
import type { ShardState } from "../stream/stream-state";
import { findStream, numberOf, streamOf, textOf } from "./kinesis-context";
import type { KinesisContext, KinesisOperation } from "./kinesis-context";
import { page, readToken } from "./page-token";
import { renderShard } from "./shard-operations";

const MAXIMUM_SHARDS = 1_000;

/** Members that only the first call may have: the token repeats them. */
const OF_FIRST_CALL = [
  "StreamName",
  "StreamARN",
  "ExclusiveStartShardId",
  "StreamCreationTimestamp",
];

interface ShardFilter {
  readonly Type: string;
  readonly ShardId?: string;
  /** Seconds since 1970. */
  readonly Timestamp?: number;
}

export const listShards: KinesisOperation = (context, call) => {
  const token = readToken(context, call);
  const repeated = OF_FIRST_CALL.filter((name) => call.input[name] !== undefined);
  if (token !== undefined && repeated.length > 0) {
    throw invalidArgument(`NextToken and ${repeated[0]} cannot be provided together.`);
  }
  const stream =
    token === undefined ? streamOf(context, call) : findStream(context, call.region, token.scope);
  checkCreation(context, stream, numberOf(call, "StreamCreationTimestamp"));
  // The token contains the filter as this function read it; a call repeats it or not.
  const filter = (call.input["ShardFilter"] ?? token?.more) as ShardFilter | undefined;
  const after = textOf(call, "ExclusiveStartShardId");
  const { items, nextToken } = page(
    context,
    call,
    {
      items: stream.state.shards.filter(filterOf(context, stream, filter)),
      keyOf: ({ id }) => id,
      ...(after === undefined ? {} : { after }),
      limit: Math.min(numberOf(call, "MaxResults") ?? MAXIMUM_SHARDS, MAXIMUM_SHARDS),
      scope: stream.state.name,
    },
    filter,
  );
  return { Shards: items.map((shard) => renderShard(stream, shard)), NextToken: nextToken };
};

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ShardFilter.html */
function filterOf(
  { now }: KinesisContext,
  stream: Stream,
  filter: ShardFilter | undefined,
): (shard: ShardState) => boolean {
  const horizon = stream.horizon(now());
  const from = Math.max((filter?.Timestamp ?? 0) * 1000, horizon, stream.state.createdAt);
  const endedBefore = ({ closedAt }: ShardState, time: number) =>
    closedAt !== undefined && closedAt < time;
  switch (filter?.Type) {
    case "AFTER_SHARD_ID": {
      const { ShardId: after } = filter;
      if (after === undefined) throw missing("ShardId", filter.Type);
      return ({ id }) => id > after;
    }
    case "AT_LATEST":
      return ({ closedAt }) => closedAt === undefined;
    case "AT_TRIM_HORIZON": {
      const start = Math.max(horizon, stream.state.createdAt);
      return (shard) => shard.createdAt <= start && !endedBefore(shard, start);
    }
    case "AT_TIMESTAMP":
      if (filter.Timestamp === undefined) throw missing("Timestamp", filter.Type);
      return (shard) => shard.createdAt <= from && !endedBefore(shard, from);
    case "FROM_TIMESTAMP":
      if (filter.Timestamp === undefined) throw missing("Timestamp", filter.Type);
      return (shard) => !endedBefore(shard, from);
    default:
      return (shard) => !endedBefore(shard, horizon);
  }
}

function missing(member: string, type: string) {
  return invalidArgument(`${member} must be provided in the ShardFilter for the type ${type}.`);
}

/** Distinguishes streams of the same name. @throws AwsServiceError ResourceNotFoundException */
export function checkCreation(
  context: KinesisContext,
  stream: Stream,
  creation: number | undefined,
): void {
  if (creation === undefined) return;
  const differenceMs = Math.abs(creation * 1000 - stream.state.createdAt);
  // Callers have it from an answer, some in whole seconds.
  if (differenceMs >= 1000) throw streamNotFound(stream.state.name, context.accountId);
}
