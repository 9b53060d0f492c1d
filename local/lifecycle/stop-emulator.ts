import { escapeRegExp } from "../../formats/escape-reg-exp";
import { endProcess } from "../processes/end-process";
import { InvalidFileError } from "../home/json-file";
import type { LakeHome } from "../home/lake-home";
import { checkHome } from "../home/open-home";
import { findProcesses } from "../processes/process-identity";
import type { ProcessIdentity } from "../processes/process-identity";
import { readRunFile, removeRunFile } from "../home/run-file";
import type { RunningEmulator } from "../home/run-file";

const STOP_TIMEOUT_MS = 15_000;
const WHAT = "the embedded AWS";

/**
 * Stops the embedded AWS of a home, whose state is kept; without a valid run file it is found by its arguments.
 *
 * @returns whether there was one
 * @throws UserError if it does not end, or the system does not identify the process
 */
export async function stopEmulator(home: LakeHome): Promise<boolean> {
  checkHome(home);
  const recorded = readRecorded(home);
  await endRecorded(recorded);
  const others = daemonsOf(home);
  for (const daemon of others) {
    await endProcess(daemon, WHAT, { patienceMs: STOP_TIMEOUT_MS });
  }
  removeRunFile(home);
  return recorded !== undefined || others.length > 0;
}

/**
 * Stops background processes of a home that have no run file, because the command that started them was killed.
 *
 * @returns how many there were
 */
export async function endOrphanedDaemons(home: LakeHome): Promise<number> {
  const unnamed = daemonsOf(home);
  for (const daemon of unnamed) await endProcess(daemon, WHAT, { patienceMs: STOP_TIMEOUT_MS });
  return unnamed.length;
}

async function endRecorded(recorded: RunningEmulator | "damaged" | undefined): Promise<void> {
  if (recorded === undefined || recorded === "damaged") return;
  await endProcess(recorded, WHAT, { patienceMs: STOP_TIMEOUT_MS });
  // It ends with its parent, unless it is suspended.
  await endProcess(recorded.controlPlane, "its control plane (moto)", { patienceMs: 1_000 });
}

function readRecorded(home: LakeHome): RunningEmulator | "damaged" | undefined {
  try {
    return readRunFile(home);
  } catch (error) {
    if (error instanceof InvalidFileError) return "damaged";
    throw error;
  }
}

/**
 * This user's background processes that have the home among their arguments, in the form in which `startEmulator`
 * writes them.
 */
function daemonsOf({ folder }: LakeHome): ProcessIdentity[] {
  const home = escapeRegExp(folder);
  // The path of Node.js may contain spaces, as in macOS's `Application Support`. An option before it means that another
  // program has this command line as an argument: `sh -c 'node …'`.
  return findProcesses(
    new RegExp(
      `^(?:(?! --?\\w).)*node\\S* --require tsx/cjs .*[/\\\\]local[/\\\\]daemon\\.ts --home ${home} --port \\d+ `,
    ),
  );
}
