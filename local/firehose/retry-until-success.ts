import { setTimeout as sleep } from "node:timers/promises";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/**
 * Does a piece of work again and again, ever more slowly, until it works.
 *
 * @param failed told of each failure and of the wait that follows
 * @throws only the reason of `signal`, once it is aborted
 */
export async function retryUntilSuccess(
  work: () => Promise<void>,
  signal: AbortSignal,
  failed: (error: unknown, retryInMs: number) => void,
): Promise<void> {
  for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)) {
    signal.throwIfAborted();
    try {
      await work();
      return;
    } catch (error) {
      signal.throwIfAborted();
      failed(error, retryMs);
      await sleep(retryMs, undefined, { signal });
    }
  }
}
