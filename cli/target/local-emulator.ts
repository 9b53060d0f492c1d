import { emulatorState } from "../../local/lifecycle/emulator-state";
import type { EmulatorState } from "../../local/lifecycle/emulator-state";
import { lakeHome } from "../../local/home/lake-home";
import type { RunningEmulator } from "../../local/home/run-file";
import { UserError } from "../../errors/user-error";

/** The environment of config/environments.ts that lives in the embedded AWS, and nowhere else. */
export const LOCAL = "local";

const HELD = "all that it held is gone: streams, buckets with their objects, tables, functions";

/**
 * The embedded AWS that runs.
 *
 * @throws UserError that says what became of it where it does not
 */
export async function requireRunningEmulator(): Promise<RunningEmulator> {
  const found = await emulatorState(lakeHome());
  if (found.state === "running") return found.emulator;
  throw new UserError(describeOutage(found), outageAdvice(found));
}

/**
 * What became of the embedded AWS where a call to it failed.
 *
 * @param error what the call failed with
 * @returns undefined where the error says it all, or the embedded AWS still answers
 */
export async function explainEmulatorFailure(error: unknown): Promise<UserError | undefined> {
  if (error instanceof UserError) return undefined;
  const found = await emulatorState(lakeHome());
  return found.state === "running"
    ? undefined
    : new UserError(describeOutage(found), outageAdvice(found));
}

/** A state in which the embedded AWS serves nobody. */
export type EmulatorOutage = Exclude<EmulatorState, { readonly state: "running" }>;

/** Why the embedded AWS serves nobody, and what that means for what it held. */
export function describeOutage(found: EmulatorOutage): string {
  switch (found.state) {
    case "stopped":
      return "The embedded AWS does not run.";
    case "killed":
      return `The embedded AWS started at ${found.emulator.startedAt} was killed, and ${HELD}.`;
    case "ended":
      return `The embedded AWS started at ${found.emulator.startedAt} ended at ${found.end.at}, and ${HELD}. ${found.end.reason}`;
    case "unresponsive":
      return `The embedded AWS (process ${found.emulator.pid}) did not answer at ${found.emulator.endpointUrl} within ${seconds(found.waitedMs)} s.`;
  }
}

/** What to do about it. */
export function outageAdvice({ state }: EmulatorOutage): string {
  return state === "unresponsive"
    ? "See what it does by npx lake logs and try again, or end it and start anew: npx lake down && npx lake up"
    : "Start it and deploy: npx lake up";
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0);
}
