/**
 * Shard-level (enhanced) metrics of Kinesis.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_EnableEnhancedMonitoring.html
 */
export const shardLevelMetricNames = [
  "IncomingBytes",
  "IncomingRecords",
  "OutgoingBytes",
  "OutgoingRecords",
  "WriteProvisionedThroughputExceeded",
  "ReadProvisionedThroughputExceeded",
  "IteratorAgeMilliseconds",
] as const;

/** A metric published for each shard. */
export type ShardLevelMetric = (typeof shardLevelMetricNames)[number];

/**
 * How a stream gets its throughput.
 *
 * A provisioned shard accepts 1 MB/s and 1,000 records/s and provides 2 MB/s of reads; on-demand scales automatically and
 * costs more for a steady load.
 */
export type StreamCapacity =
  { readonly mode: "provisioned"; readonly shardCount: number } | { readonly mode: "on-demand" };

/** The Kinesis stream of each dataset. */
export interface StreamSettings {
  /** @default - provisioned with one shard */
  readonly capacity?: StreamCapacity;
  /**
   * Hours for which the stream keeps records: delivery can be interrupted for that long without loss.
   *
   * @default 24
   */
  readonly retentionHours?: number;
  /**
   * Shard-level metrics, each of them billed.
   *
   * @default - none
   */
  readonly shardLevelMetrics?: readonly ShardLevelMetric[];
}
