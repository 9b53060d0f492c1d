import { readdirSync } from "node:fs";
import { setPriority } from "node:os";

/** Nice value of a query process, so that the emulator has priority over queries on a busy machine. */
export const NICENESS = 5;

/** Nice value of a process whose query runs for long: another query then gets nearly all of a core. */
const LONG_NICENESS = 19;

/** Gives other processes priority over one, on systems that have priorities. */
export function lowerPriority(pid: number): void {
  setNiceness(pid, LONG_NICENESS);
}

/** Takes {@link lowerPriority} back. @returns whether the system permits it, which most do for privileged users only */
export function restorePriority(pid: number): boolean {
  return setNiceness(pid, NICENESS);
}

function setNiceness(pid: number, niceness: number): boolean {
  try {
    for (const id of threadIds(pid)) setPriority(id, niceness);
    return true;
  } catch {
    return false;
  }
}

/** On Linux each thread has a priority of its own. */
function threadIds(pid: number): readonly number[] {
  if (process.platform !== "linux") return [pid];
  return readdirSync(`/proc/${pid}/task`).map(Number);
}
