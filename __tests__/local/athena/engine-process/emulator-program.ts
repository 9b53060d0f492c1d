import { setTimeout as sleep } from "node:timers/promises";

import { RunningAthena } from "../../../support/athena/running-athena";

/** A stand-in for the emulator: runs the query of its first argument, and prints the ids of the query processes. */
async function main(): Promise<void> {
  const athena = new RunningAthena();
  await athena.start();
  const id = await athena.query(process.argv[2] ?? "");
  while ((await athena.stateOf(id)) !== "RUNNING" || athena.pool?.processIds.length === 0) {
    await sleep(20);
  }
  // Long enough for the query to be running.
  await sleep(1_000);
  process.stdout.write(
    `${JSON.stringify({ folder: athena.folder, processIds: athena.pool?.processIds })}\n`,
  );
}

void main();
