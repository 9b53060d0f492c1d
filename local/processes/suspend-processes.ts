import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { errorCode } from "../../errors/error-code";
import { processStatus, statFields } from "./process-identity";
import type { ProcessIdentity } from "./process-identity";
import { sendSignal } from "./signals";

const SUSPEND_TIMEOUT_MS = 10_000;
const INTERVAL_MS = 2;

/**
 * Runs work while processes of this user do nothing, and lets them continue afterwards. Their files do not change in the
 * meantime, and are what they would be had the processes been killed at once.
 *
 * @param work must be synchronous, so that no interruption of this command leaves them suspended
 * @throws Error if a process does not stop in time, or is not the recorded one; all of them continue then
 */
export function whileSuspended<Result>(
  processes: readonly ProcessIdentity[],
  work: () => Result,
): Result {
  for (const each of processes) requireSame(each);
  try {
    for (const { pid } of processes) sendSignal(pid, "SIGSTOP");
    for (const each of processes) awaitSuspension(each);
    return work();
  } finally {
    for (const { pid } of processes) sendSignal(pid, "SIGCONT");
  }
}

function requireSame(recorded: ProcessIdentity): void {
  if (processStatus(recorded) === "same") return;
  throw new Error(`Process ${recorded.pid} is not known to be ${recorded.commandLine}`);
}

function awaitSuspension({ pid }: ProcessIdentity): void {
  const deadline = Date.now() + SUSPEND_TIMEOUT_MS;
  while (!isSuspended(pid)) {
    if (Date.now() > deadline) throw new Error(`Process ${pid} could not be suspended`);
    pause();
  }
}

/** Waits without giving way to anything else of this process. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, INTERVAL_MS);
}

/** Whether every thread of a process is stopped: one that writes to a file stops when it has written. */
function isSuspended(pid: number): boolean {
  if (!existsSync("/proc/self/stat")) return /^T/.test(stateByPs(pid));
  return readdirSync(`/proc/${pid}/task`).every((thread) =>
    /^[Tt]$/.test(stateByProc(`/proc/${pid}/task/${thread}/stat`)),
  );
}

/** The state of a thread; of one that has ended meanwhile none, so that the threads are listed again. */
function stateByProc(file: string): string {
  try {
    return statFields(file)[0] ?? "";
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes(errorCode(error) ?? "")) return "";
    throw error;
  }
}

function stateByPs(pid: number): string {
  const env = { PATH: process.env.PATH, LC_ALL: "C" };
  return execFileSync("ps", ["-o", "state=", "-p", String(pid)], { env, encoding: "utf8" }).trim();
}
