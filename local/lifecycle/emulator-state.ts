import { realpathSync } from "node:fs";
import { UserError } from "../../errors/user-error";
import { INTERNAL_PATH } from "../gateway/gateway";
import type { LakeHome } from "../home/lake-home";
import { checkHome } from "../home/open-home";
import { processStatus } from "../processes/process-identity";
import { readRunFile } from "../home/run-file";
import type { EmulatorEnd, RunningEmulator } from "../home/run-file";

/** Timeout of a health check in milliseconds, for a busy machine. */
export const HEALTH_TIMEOUT_MS = 10_000;

/** State of the embedded AWS of a home. */
export type EmulatorState =
  | { readonly state: "running"; readonly emulator: RunningEmulator }
  /** Its process exists, but does not answer. */
  | {
      readonly state: "unresponsive";
      readonly emulator: RunningEmulator;
      readonly waitedMs: number;
    }
  /** It exited unexpectedly, with a reason. */
  | { readonly state: "ended"; readonly emulator: RunningEmulator; readonly end: EmulatorEnd }
  /** It was started and not stopped, but its process no longer exists: it was killed, or the machine was restarted. */
  | { readonly state: "killed"; readonly emulator: RunningEmulator }
  | { readonly state: "stopped" };

/**
 * Finds out the state of the embedded AWS of a home by its run file, its process and a health check.
 *
 * @param timeoutMs timeout of the health check
 * @throws UserError if the home or its run file can't be trusted, or the home was moved while its embedded AWS ran
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
  if (health?.pid === emulator.pid) {
    requireNotMoved(home, emulator, health);
    return { state: "running", emulator };
  }
  // It may have exited during the health check.
  const now = readRunFile(home);
  if (now?.ended !== undefined) return { state: "ended", emulator: now, end: now.ended };
  if (hasEnded(emulator)) return { state: "killed", emulator };
  return { state: "unresponsive", emulator, waitedMs: Date.now() - begun };
}

/** A process writes to the folder that it was started with, wherever that is now. */
function requireNotMoved(
  { folder }: LakeHome,
  { pid }: RunningEmulator,
  { home: origin = folder }: Health,
): void {
  if (realFolder(origin) === realFolder(folder)) return;
  throw new UserError(
    `${folder} was moved here from ${origin} while its embedded AWS (process ${pid}) ran, which still writes to ${origin}.`,
    "Move it back, stop the embedded AWS (npx lake down), and move it then.",
  );
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** Whether the process of an embedded AWS certainly no longer exists. */
export function hasEnded(emulator: RunningEmulator): boolean {
  const status = processStatus(emulator);
  return status === "gone" || status === "other";
}

/** The health response of an embedded AWS. */
export interface Health {
  readonly pid?: number;
  readonly home?: string;
}

/** Requests the health of an endpoint; undefined if nothing, or another program, answers. */
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
