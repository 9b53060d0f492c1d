import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors/user-error";

/** Pauses between two looks, in milliseconds: each is half as long again as the one before. */
export interface PollingIntervals {
  readonly firstMs: number;
  readonly slowestMs: number;
}

/** How long is looked at most. */
export interface PollingTimeout {
  readonly timeoutMs: number;
  /** What is waited for, as the subject of a sentence, for example `Query 1234`. */
  readonly what: string;
  readonly advice: string;
}

/**
 * Looks at something again and again until it is as wanted.
 *
 * @param limit @default - as long as it takes
 * @throws UserError when it is not as wanted within the limit
 */
export async function pollUntil<Value>(
  look: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
  { firstMs, slowestMs }: PollingIntervals,
  limit?: PollingTimeout,
): Promise<Value> {
  const begun = Date.now();
  for (let pause = firstMs; ; pause = Math.min(pause * 1.5, slowestMs)) {
    const value = await look();
    if (isWanted(value)) return value;
    if (limit !== undefined && Date.now() - begun >= limit.timeoutMs) {
      throw new UserError(
        `${limit.what} has not ended within ${Math.round(limit.timeoutMs / 1000)} s.`,
        limit.advice,
      );
    }
    await sleep(pause);
  }
}
