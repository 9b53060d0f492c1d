/** How the capacity of a stream is determined. */
export type StreamMode = "PROVISIONED" | "ON_DEMAND";

/** Status of a stream or a consumer; what it changes to follows from the time. */
export type StreamStatus = "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";

/** A shard as it is stored. */
export interface ShardState {
  /** `shardId-` and its index in twelve digits. */
  readonly id: string;
  /** Number of the shard in its stream; indexes are never used again. */
  readonly index: number;
  /** The first parent, for a shard that resharding made. */
  readonly parent?: string | undefined;
  /** The second parent, for one that a merge made. */
  readonly adjacentParent?: string | undefined;
  /** First and last hash key, in decimal. */
  readonly startingHashKey: string;
  readonly endingHashKey: string;
  /** Milliseconds since 1970; later than the creation of its parents, so that its sequence numbers are higher. */
  readonly createdAt: number;
  /** When it was closed, in milliseconds since 1970. @default - it is open */
  readonly closedAt?: number | undefined;
}

/** A registered consumer as it is stored. */
export interface ConsumerState {
  readonly name: string;
  readonly arn: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Resource policy, JSON as it was put. */
  readonly policy?: string | undefined;
}

/** Everything about a stream but its records. */
export interface StreamState {
  readonly name: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly mode: StreamMode;
  readonly retentionHours: number;
  /** The key as the caller named it. @default - records are not encrypted */
  readonly keyId?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly shardLevelMetrics: readonly string[];
  /** In the order of their indexes. */
  readonly shards: readonly ShardState[];
  readonly consumers: readonly ConsumerState[];
  readonly policy?: string | undefined;
  readonly maximumRecordKiB: number;
  readonly warmThroughputMiBps?: number | undefined;
  /** When its shard count was updated in the last 24 hours, in milliseconds since 1970. */
  readonly shardCountUpdates: readonly number[];
  /** When its mode was changed in the last 24 hours, in milliseconds since 1970. */
  readonly modeUpdates: readonly number[];
}

/** Version of the stored form; streams of another one are refused and kept. */
export const STATE_VERSION = 1;
