import { emulatorState } from "../../local/lifecycle/emulator-state";
import type { EmulatorState } from "../../local/lifecycle/emulator-state";
import { lakeHome } from "../../local/home/lake-home";
import type { RunningEmulator } from "../../local/home/run-file";
import { messageOf } from "../../errors/message-of";
import { UserError } from "../../errors/user-error";
import { deploymentAdvice, deploymentProgress } from "../emulator/deployment-progress";

/** The environment of config/environments.ts that exists only in the embedded AWS. */
export const LOCAL = "local";

/**
 * The running embedded AWS.
 *
 * @throws UserError that describes the outage if none is running
 */
export async function requireRunningEmulator(): Promise<RunningEmulator> {
  const found = await emulatorState(lakeHome());
  if (found.state === "running") return found.emulator;
  throw new UserError(describeOutage(found), outageAdvice(found));
}

/**
 * The state of the embedded AWS that explains why a call failed: an outage, or a deployment that is not complete.
 *
 * @param error of the call
 * @returns undefined if the error is sufficient
 */
export async function explainEmulatorFailure(error: unknown): Promise<UserError | undefined> {
  if (error instanceof UserError) return undefined;
  const home = lakeHome();
  const found = await emulatorState(home);
  if (found.state !== "running") return new UserError(describeOutage(found), outageAdvice(found));
  const advice = deploymentAdvice(deploymentProgress(home));
  return advice === undefined ? undefined : new UserError(messageOf(error), advice);
}

/** A state in which the embedded AWS does not respond. */
export type EmulatorOutage = Exclude<EmulatorState, { readonly state: "running" }>;

/** Why the embedded AWS does not respond. */
export function describeOutage(found: EmulatorOutage): string {
  switch (found.state) {
    case "stopped":
      return "The embedded AWS is not running.";
    case "killed":
      return `The embedded AWS started at ${found.emulator.startedAt} was killed.`;
    case "ended":
      return `The embedded AWS started at ${found.emulator.startedAt} ended at ${found.end.at}. ${found.end.reason}`;
    case "unresponsive":
      return `The embedded AWS (process ${found.emulator.pid}) did not respond at ${found.emulator.endpointUrl} within ${seconds(found.waitedMs)} s.`;
  }
}

/** What to do about an outage. */
export function outageAdvice({ state }: EmulatorOutage): string {
  switch (state) {
    case "stopped":
      return "Start it: npx lake up";
    case "killed":
    case "ended":
      return "Start it again with what it has kept: npx lake up";
    case "unresponsive":
      return "Check npx lake logs and try again, or restart it: npx lake down && npx lake up";
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0);
}
