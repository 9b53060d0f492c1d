/** How often the data plane looks; tests are in more of a hurry than AWS. */
export interface Pace {
  /** For new, changed and deleted delivery streams. */
  readonly pollEveryMs: number;
  /** For new records in a shard that is not behind. */
  readonly readEveryMs: number;
  /** For buffers whose interval is over. */
  readonly tickMs: number;
  /** Metrics; AWS sums a minute up, here a person waits for the numbers. */
  readonly publishEveryMs: number;
}

/** Firehose reads each shard about once a second. */
export const USUAL_PACE: Pace = {
  pollEveryMs: 1_000,
  readEveryMs: 1_000,
  tickMs: 200,
  publishEveryMs: 15_000,
};
