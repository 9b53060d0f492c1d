/** Intervals of the background work; tests use shorter ones. */
export interface DeliveryIntervals {
  /** Between two checks for new, changed and deleted delivery streams. */
  readonly pollIntervalMs: number;
  /** Between two reads of a shard without new records. */
  readonly readIntervalMs: number;
  /** Between two checks for buffers whose interval has elapsed. */
  readonly tickIntervalMs: number;
  /** Between two publications of metrics; AWS aggregates them per minute. */
  readonly metricsIntervalMs: number;
}

/** Firehose reads each shard about once a second. */
export const DEFAULT_DELIVERY_INTERVALS: DeliveryIntervals = {
  pollIntervalMs: 1_000,
  readIntervalMs: 1_000,
  tickIntervalMs: 200,
  metricsIntervalMs: 15_000,
};
