/** How often the data plane looks; tests are in more of a hurry than AWS. */
export interface PollingIntervals {
  /** For new, changed and deleted delivery streams. */
  readonly pollIntervalMs: number;
  /** For new records in a shard that is not behind. */
  readonly readIntervalMs: number;
  /** For buffers whose interval is over. */
  readonly tickIntervalMs: number;
  /** Metrics; AWS sums a minute up, here a person waits for the numbers. */
  readonly metricsIntervalMs: number;
}

/** Firehose reads each shard about once a second. */
export const DEFAULT_POLLING_INTERVALS: PollingIntervals = {
  pollIntervalMs: 1_000,
  readIntervalMs: 1_000,
  tickIntervalMs: 200,
  metricsIntervalMs: 15_000,
};
