import { setTimeout as sleep } from "node:timers/promises";

import { ProcessLake } from "./process-lake";

/** A program that plays the emulator: it runs the query of its first argument, and writes who runs it. */
async function main(): Promise<void> {
  const lake = new ProcessLake();
  await lake.start();
  const id = await lake.query(process.argv[2] ?? "");
  while ((await lake.stateOf(id)) !== "RUNNING" || lake.pool?.processIds.length === 0) {
    await sleep(20);
  }
  // Long enough for the query to be in the middle of it.
  await sleep(1_000);
  process.stdout.write(
    `${JSON.stringify({ folder: lake.folder, processIds: lake.pool?.processIds })}\n`,
  );
}

void main();
