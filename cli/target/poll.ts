import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors/user-error";

/** Intervals between two polls, in milliseconds: each is 1.5 times the previous one. */
export interface PollingIntervals {
  readonly firstMs: number;
  readonly slowestMs: number;
}

/** Timeout of polling. */
export interface PollingTimeout {
  readonly timeoutMs: number;
  /** What is polled, as the subject of a sentence, for example `Query 1234`. */
  readonly what: string;
  readonly advice: string;
}

/**
 * Polls until a condition is true.
 *
 * @param timeout @default - none
 * @param signal ends the polling @default - none
 * @throws UserError after the timeout
 * @throws Error once the signal is aborted
 */
export async function pollUntil<Value>(
  read: () => Promise<Value>,
  isDone: (value: Value) => boolean,
  { firstMs, slowestMs }: PollingIntervals,
  timeout?: PollingTimeout,
  signal?: AbortSignal,
): Promise<Value> {
  const startedAt = Date.now();
  for (let pause = firstMs; ; pause = Math.min(pause * 1.5, slowestMs)) {
    const value = await read();
    if (isDone(value)) return value;
    if (timeout !== undefined && Date.now() - startedAt >= timeout.timeoutMs) {
      throw new UserError(
        `${timeout.what} has not finished within ${Math.round(timeout.timeoutMs / 1000)} s.`,
        timeout.advice,
      );
    }
    await sleep(pause, undefined, { signal });
  }
}
