import { setTimeout as sleep } from "node:timers/promises";

/** Pauses between two looks, in milliseconds: each is half as long again as the one before. */
export interface Pauses {
  readonly firstMs: number;
  readonly slowestMs: number;
}

/** Looks at something again and again until it is as wanted. */
export async function pollUntil<Value>(
  look: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
  { firstMs, slowestMs }: Pauses,
): Promise<Value> {
  for (let pause = firstMs; ; pause = Math.min(pause * 1.5, slowestMs)) {
    const value = await look();
    if (isWanted(value)) return value;
    await sleep(pause);
  }
}
