import { setTimeout as sleep } from "node:timers/promises";

/** Longer than anything takes on a machine that is busy with much else. */
const LIMIT_MS = 60_000;
const POLL_INTERVAL_MS = 10;

/**
 * Waits until a condition holds. The limit only ends a test that would hang, so it is generous and the same everywhere.
 *
 * @param awaited what is awaited, as a noun phrase
 * @param limitMs @default 60,000 ms
 * @throws Error that names what was awaited, or the error of the condition
 */
export async function until(
  awaited: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = LIMIT_MS,
): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    const waitedMs = performance.now() - began;
    if (waitedMs > limitMs) {
      throw new Error(`Waited in vain for: ${awaited} (${Math.round(waitedMs)} ms)`);
    }
    await sleep(POLL_INTERVAL_MS);
  }
}
