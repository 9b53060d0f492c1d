import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../../local/error-code";
import { InvalidFileError, jsonFile, readJsonFile } from "../../local/home/json-file";
import type { LakeHome } from "../../local/home/lake-home";
import { writePrivateFile } from "../../local/home/private-files";
import type { RunningEmulator } from "../../local/home/run-file";

/** How far the deployment to one embedded AWS is. */
export interface DeploymentRecord {
  /** The embedded AWS that it is about. */
  readonly emulator: { readonly pid: number; readonly startedAt: string };
  /** Whether it was complete once, so that people may have put data into it. */
  readonly complete: boolean;
  /** Whether a command is at it, or was when it was killed. */
  readonly applying: boolean;
}

const deploymentRecord = jsonFile<DeploymentRecord>(
  "The record of the deployment",
  "Start anew: npx lake down && npx lake up",
  {
    type: "object",
    properties: {
      emulator: {
        type: "object",
        properties: { pid: { type: "integer" }, startedAt: { type: "string" } },
        required: ["pid", "startedAt"],
        additionalProperties: false,
      },
      complete: { type: "boolean" },
      applying: { type: "boolean" },
    },
    required: ["emulator", "complete", "applying"],
    additionalProperties: false,
  },
);

/** The deployment to an embedded AWS as it is written down; undefined where nothing reliable is. */
export function readDeployment(
  home: LakeHome,
  { pid, startedAt }: RunningEmulator,
): DeploymentRecord | undefined {
  try {
    const record = readJsonFile(home.deploymentFile, deploymentRecord);
    const { emulator } = record ?? {};
    return emulator?.pid === pid && emulator.startedAt === startedAt ? record : undefined;
  } catch (error) {
    if (error instanceof InvalidFileError) return undefined;
    throw error;
  }
}

/** Writes down how far the deployment to an embedded AWS is. */
export function writeDeployment(
  home: LakeHome,
  { pid, startedAt }: RunningEmulator,
  progress: Pick<DeploymentRecord, "complete" | "applying">,
): void {
  writePrivateFile(
    home.deploymentFile,
    `${JSON.stringify({ emulator: { pid, startedAt }, ...progress })}\n`,
  );
}

/**
 * What an earlier run left in a running embedded AWS:
 *
 * - `nothing-lost`: Terraform's state knows what is deployed, if anything is.
 * - `half-deployed`: a first deployment was killed, and the state may lack what it made. Nobody has data in it.
 * - `unsure`: a later deployment was killed while it made something, or nothing is known of earlier ones.
 * - `state-lost`: the deployment was complete, and Terraform's state of it is gone or damaged.
 */
export type RecoveryState = "nothing-lost" | "half-deployed" | "unsure" | "state-lost";

/** Judges what was left; no Terraform may run meanwhile. */
export function assessRecovery(
  home: LakeHome,
  record: DeploymentRecord | undefined,
): RecoveryState {
  const stateFile = path.join(home.terraformFolder, "local.tfstate");
  const state = stateIn(stateFile);
  // Terraform removes this when it gives its lock back, and can't when it is killed. The lock itself ends with it.
  const killed = existsSync(path.join(home.terraformFolder, ".local.tfstate.lock.info"));
  if (record === undefined) return state === "good" && !killed ? "nothing-lost" : "unsure";
  const lost = state === "damaged" || (record.complete && state === "missing");
  if (!record.complete)
    return lost || (record.applying && killed) ? "half-deployed" : "nothing-lost";
  if (lost) return "state-lost";
  return record.applying && killed ? "unsure" : "nothing-lost";
}

function stateIn(file: string): "good" | "damaged" | "missing" {
  try {
    const state: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof state === "object" && state !== null && "serial" in state ? "good" : "damaged";
  } catch (error) {
    return errorCode(error) === "ENOENT" ? "missing" : "damaged";
  }
}
