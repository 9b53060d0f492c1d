import type { Backoff } from "../../../aws/backoff";

/** How often a batch is sent, and how long to wait in between. */
export interface RetryPolicy extends Backoff {
  /** Attempts for one batch, the first included. */
  readonly maximumAttempts: number;
  /** No attempt starts when less than this is left of the invocation, in milliseconds. */
  readonly reserveMs: number;
}

/** Bridges about ten seconds of a shard at its limit: a full batch is half a second's worth of one shard. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maximumAttempts: 10,
  baseDelayMs: 100,
  maximumDelayMs: 5_000,
  reserveMs: 500,
};
