import { INTERNAL_PATH } from "../gateway/gateway";
import type { LakeHome } from "../home/lake-home";
import { checkHome } from "../home/open-home";
import { processStatus } from "../processes/process-identity";
import { readRunFile } from "../home/run-file";
import type { EmulatorEnd, RunningEmulator } from "../home/run-file";

/** Milliseconds in which an embedded AWS says that it is there, on a machine that is busy with other things too. */
export const HEALTH_TIMEOUT_MS = 10_000;

/** What became of the embedded AWS of a home. */
export type EmulatorState =
  | { readonly state: "running"; readonly emulator: RunningEmulator }
  /** Its process is there, and does not answer. */
  | {
      readonly state: "unresponsive";
      readonly emulator: RunningEmulator;
      readonly waitedMs: number;
    }
  /** It ended by itself, and says why. */
  | { readonly state: "ended"; readonly emulator: RunningEmulator; readonly end: EmulatorEnd }
  /** It was started and not stopped, but its process is gone: killed, or the machine was restarted. */
  | { readonly state: "killed"; readonly emulator: RunningEmulator }
  | { readonly state: "stopped" };

/**
 * Looks whether the embedded AWS of a home runs, by its run file, its process and its health answer.
 *
 * @param timeoutMs how long it may take to answer
 * @throws UserError when the home or its run file can't be relied on
 */
export async function emulatorState(
  home: LakeHome,
  timeoutMs = HEALTH_TIMEOUT_MS,
): Promise<EmulatorState> {
  checkHome(home);
  const emulator = readRunFile(home);
  if (emulator === undefined) return { state: "stopped" };
  const { ended: end } = emulator;
  if (end !== undefined) return { state: "ended", emulator, end };
  if (hasEnded(emulator)) return { state: "killed", emulator };
  const begun = Date.now();
  const health = await healthOf(emulator.endpointUrl, timeoutMs);
  if (health?.pid === emulator.pid) return { state: "running", emulator };
  // It may have ended while it was asked.
  const now = readRunFile(home);
  if (now?.ended !== undefined) return { state: "ended", emulator: now, end: now.ended };
  if (hasEnded(emulator)) return { state: "killed", emulator };
  return { state: "unresponsive", emulator, waitedMs: Date.now() - begun };
}

/** Whether the process of an embedded AWS is gone for certain. */
export function hasEnded(emulator: RunningEmulator): boolean {
  const fate = processStatus(emulator);
  return fate === "gone" || fate === "other";
}

/** What an embedded AWS says of itself. */
export interface Health {
  readonly pid?: number;
  readonly home?: string;
}

/** Asks what answers at an endpoint for itself; undefined when nothing, or another program, does. */
export async function healthOf(
  endpointUrl: string,
  timeoutMs: number,
): Promise<Health | undefined> {
  try {
    const response = await fetch(`${endpointUrl}${INTERNAL_PATH}health`, {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
    });
    const answer: unknown = await response.json();
    return typeof answer === "object" && answer !== null ? parseHealth(answer) : undefined;
  } catch {
    return undefined;
  }
}

function parseHealth(answer: object): Health {
  return {
    ...("pid" in answer && typeof answer.pid === "number" ? { pid: answer.pid } : {}),
    ...("home" in answer && typeof answer.home === "string" ? { home: answer.home } : {}),
  };
}
