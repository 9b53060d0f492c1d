import { setTimeout as sleep } from "node:timers/promises";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/**
 * Retries an operation with exponential backoff until it succeeds.
 *
 * @param onFailure called for each failure, with the delay before the next attempt
 * @throws only the reason of `signal`, once it is aborted
 */
export async function retryUntilSuccess<Result>(
  operation: () => Promise<Result>,
  signal: AbortSignal,
  onFailure: (error: unknown, retryInMs: number) => void,
): Promise<Result> {
  for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)) {
    signal.throwIfAborted();
    try {
      return await operation();
    } catch (error) {
      signal.throwIfAborted();
      onFailure(error, retryMs);
      await sleep(retryMs, undefined, { signal });
    }
  }
}
