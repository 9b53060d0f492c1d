import { UserError } from "../../../errors/user-error";
import type { LakeHome } from "../../../local/home/lake-home";
import { openHome } from "../../../local/home/open-home";
import { spawnInBackground, untilRecorded } from "../../../local/lifecycle/spawn-in-background";
import { endProcess } from "../../../local/processes/end-process";
import { processStatus } from "../../../local/processes/process-identity";
import { readConsoleRecord, removeConsoleRecord } from "./console-record";
import type { ServedConsole } from "./console-record";

const PROGRAM = "cli/console/background/background-program.ts";
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

/** The console that serves the lake of a home in the background; undefined if none does. */
export function runningConsole(home: LakeHome): ServedConsole | undefined {
  const recorded = readConsoleRecord(home);
  return recorded !== undefined && processStatus(recorded) === "same" ? recorded : undefined;
}

/**
 * Starts the console of a home in the background, unless it runs.
 *
 * @returns its address, once it answers
 * @throws UserError if it does not start
 */
export async function startBackgroundConsole(home: LakeHome): Promise<string> {
  const running = runningConsole(home);
  if (running !== undefined) return running.address;
  openHome(home);
  removeConsoleRecord(home);
  const program = spawnInBackground(home, PROGRAM, []);
  const served = await untilRecorded(program, () => readConsoleRecord(home), START_TIMEOUT_MS);
  if (served !== undefined) return served.address;
  program.kill("SIGKILL");
  throw new UserError("The console did not start.", "Read the log: npx lake logs");
}

/** Ends the console of a home, if one is served in the background. */
export async function endBackgroundConsole(home: LakeHome): Promise<void> {
  const recorded = readConsoleRecord(home);
  // One that the system does not identify ends by itself, without its record.
  removeConsoleRecord(home);
  if (recorded === undefined || processStatus(recorded) !== "same") return;
  await endProcess(recorded, "the console", { patienceMs: STOP_TIMEOUT_MS });
}
