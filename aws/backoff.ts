/** How long to wait between the attempts of a call. */
export interface Backoff {
  /** Longest wait before the second attempt, in milliseconds; doubles with each further attempt. */
  readonly baseDelayMs: number;
  /** Upper bound of every wait, in milliseconds. */
  readonly maximumDelayMs: number;
}

/**
 * Wait before another attempt: exponential backoff with full jitter, in milliseconds.
 *
 * @param attempt attempts made so far, 1 or more
 * @param random numbers from 0 to below 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(
  { baseDelayMs, maximumDelayMs }: Backoff,
  attempt: number,
  random: () => number,
): number {
  return random() * Math.min(maximumDelayMs, baseDelayMs * 2 ** (attempt - 1));
}
