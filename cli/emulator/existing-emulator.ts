import { ACCESS_VARIABLES } from "../../local/gateway/callers/access-settings";
import {
  FUNCTION_PERMISSIONS_VARIABLE,
  RECORD_CALLS_VARIABLE,
  STREAM_LIMITS_VARIABLE,
} from "../../local/lifecycle/emulator-options";
import { emulatorState } from "../../local/lifecycle/emulator-state";
import type { LakeHome } from "../../local/home/lake-home";
import type { RunningEmulator } from "../../local/home/run-file";
import type { SqlEngine } from "../../model/environment/settings/emulator-settings";
import { UserError } from "../../errors/user-error";
import { describeOutage, outageAdvice } from "../target/local-emulator";
import type { Output } from "../terminal/output";
import {
  endOrphanedTerraform,
  findOrphanedTerraform,
  localFolders,
  waitForOrphanedTerraform,
} from "./orphaned-terraform";

/** What the embedded AWS reads when it starts. */
const START_VARIABLES = [
  ...Object.values(ACCESS_VARIABLES),
  STREAM_LIMITS_VARIABLE,
  FUNCTION_PERMISSIONS_VARIABLE,
  RECORD_CALLS_VARIABLE,
];

/** How to start the embedded AWS. */
export interface EmulatorOptions {
  /** @default - the port of a running one, otherwise that of the last deployment, otherwise 4566 */
  readonly port?: number | undefined;
  /**
   * Whether every call of a role is authorized by the deployed policies.
   *
   * @default - as a running one does, otherwise false
   */
  readonly enforceIam?: boolean;
  /**
   * Which program answers queries.
   *
   * @default - that of a running one, otherwise that of the local environment
   */
  readonly sqlEngine?: SqlEngine | undefined;
  /** Whether Terraform reads every resource, also if the stack is the deployed one. @default false */
  readonly refresh?: boolean | undefined;
}

/**
 * Finds a running embedded AWS that matches the options, with no Terraform working on it.
 *
 * @returns undefined if none is running
 * @throws UserError if one is running with other options, or does not respond
 */
export async function findMatchingEmulator(
  output: Output,
  home: LakeHome,
  options: EmulatorOptions,
): Promise<RunningEmulator | undefined> {
  const found = await emulatorState(home);
  if (found.state === "unresponsive") {
    throw new UserError(describeOutage(found), outageAdvice(found));
  }
  if (found.state !== "running") {
    // An orphaned Terraform would retry its calls for minutes.
    for (const folder of localFolders(home)) await endOrphanedTerraform(folder);
    if (found.state !== "stopped") output.note(describeOutage(found));
    return undefined;
  }
  const { emulator } = found;
  assertMatches(emulator, options);
  output.note(`The embedded AWS runs at ${emulator.endpointUrl} since ${emulator.startedAt}.`);
  const ignored = START_VARIABLES.filter((name) => process.env[name]);
  if (ignored.length > 0) {
    output.note(
      `${ignored.join(", ")}: read only when the embedded AWS starts. To apply it now: npx lake down && npx lake up`,
    );
  }
  for (const folder of localFolders(home)) {
    if (findOrphanedTerraform(folder.stackFolder).length === 0) continue;
    await output.step(
      `Wait for the Terraform of a \`lake ${folder.command}\` that was killed`,
      (detail) => waitForOrphanedTerraform(folder, detail),
    );
  }
  return emulator;
}

function assertMatches(
  emulator: RunningEmulator,
  { port, enforceIam = false, sqlEngine }: EmulatorOptions,
): void {
  if (port !== undefined && !emulator.endpointUrl.endsWith(`:${port}`)) {
    throw new UserError(
      `The embedded AWS already runs at ${emulator.endpointUrl}, not on port ${port}.`,
      "Use it without --port, or stop it first: npx lake down",
    );
  }
  if (enforceIam && !emulator.enforceIam) {
    throw new UserError(
      "The embedded AWS already runs, and does not enforce permissions.",
      "Stop it first: npx lake down",
    );
  }
  const runningEngine = engineOf(emulator);
  if (sqlEngine !== undefined && sqlEngine !== runningEngine) {
    throw new UserError(
      `The embedded AWS already runs, with the SQL engine "${runningEngine}".`,
      "Stop it first: npx lake down",
    );
  }
}

/** An embedded AWS of an earlier version has only one engine, and does not name it. */
function engineOf({ sqlEngine = "duckdb" }: Pick<RunningEmulator, "sqlEngine">): SqlEngine {
  return sqlEngine;
}
