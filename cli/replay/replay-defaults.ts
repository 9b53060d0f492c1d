/** What `lake replay` and the console do unless told otherwise. */
export const REPLAY_DEFAULTS = {
  /** Records per second. */
  rate: 500,
  /** Replays of one record before it is quarantined. */
  maxReplays: 3,
  /** Time limit of a transform for one record, in seconds. */
  transformTimeout: 10,
} as const;
