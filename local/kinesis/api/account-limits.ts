import { openShards } from "../stream/resharding";
import { limitExceeded } from "../stream/errors";
import type { StreamMode, StreamState } from "../stream/stream-state";
import type { KinesisCall, KinesisContext, KinesisOperation } from "./kinesis-context";

/**
 * Default quotas of an account.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 */
const SHARDS = 1_000;
const SHARDS_OF_LARGE_REGIONS = 20_000;
const LARGE_REGIONS = new Set(["us-east-1", "us-west-2", "eu-west-1"]);
const ON_DEMAND_STREAMS = 50;

/** The quotas of a region. */
function accountLimits(region: string): {
  readonly shards: number;
  readonly onDemandStreams: number;
} {
  const shards = LARGE_REGIONS.has(region) ? SHARDS_OF_LARGE_REGIONS : SHARDS;
  return { shards, onDemandStreams: ON_DEMAND_STREAMS };
}

/** Open shards of the streams that count towards the quota: those in provisioned mode. */
function openShardCount(streams: readonly StreamState[]): number {
  return streams
    .filter(({ mode }) => mode === "PROVISIONED")
    .reduce((sum, { shards }) => sum + openShards(shards).length, 0);
}

export const describeLimits: KinesisOperation = ({ store }, { region }) => {
  const streams = store.list(region).map(({ state }) => state);
  const { shards, onDemandStreams } = accountLimits(region);
  return {
    ShardLimit: shards,
    OpenShardCount: openShardCount(streams),
    OnDemandStreamCount: streams.filter(({ mode }) => mode === "ON_DEMAND").length,
    OnDemandStreamCountLimit: onDemandStreams,
  };
};

/** @throws AwsServiceError for more shards or streams than an account has */
export function requireRoom(
  context: KinesisContext,
  { region }: KinesisCall,
  mode: StreamMode,
  added: number,
): void {
  const limits = accountLimits(region);
  const streams = context.store.list(region).map(({ state }) => state);
  if (mode === "ON_DEMAND") {
    const present = streams.filter((each) => each.mode === "ON_DEMAND").length;
    if (present < limits.onDemandStreams) return;
    throw limitExceeded(
      `This request would exceed the on-demand stream limit for the account ${context.accountId} in ${region}. Limit: ${limits.onDemandStreams}.`,
    );
  }
  const present = openShardCount(streams);
  if (present + added <= limits.shards) return;
  throw limitExceeded(
    `This request would exceed the shard limit for the account ${context.accountId} in ${region}. Current shard count for the account: ${present}. Limit: ${limits.shards}. Number of additional shards that would have resulted from this request: ${added}.`,
  );
}
