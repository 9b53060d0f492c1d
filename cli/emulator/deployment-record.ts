import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../../errors/error-code";
import { InvalidFileError, jsonFile, readJsonFile } from "../../local/home/json-file";
import type { LakeHome } from "../../local/home/lake-home";
import { writePrivateFile } from "../../local/home/private-files";
import type { RunningEmulator } from "../../local/home/run-file";

/** Progress of the deployment to one embedded AWS. */
export interface DeploymentRecord {
  /** The embedded AWS that is deployed to. */
  readonly emulator: { readonly pid: number; readonly startedAt: string };
  /** Whether a deployment was completed, so that there may be data of the user. */
  readonly complete: boolean;
  /** Whether a command is applying the stack, or was when it was killed. */
  readonly applying: boolean;
  /** Whether `lake destroy` has removed everything, and nothing was deployed since. @default false */
  readonly destroyed?: boolean;
}

const deploymentRecord = jsonFile<DeploymentRecord>(
  "The record of the deployment",
  "Start over: npx lake down && npx lake up",
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
      destroyed: { type: "boolean", nullable: true },
    },
    required: ["emulator", "complete", "applying"],
    additionalProperties: false,
  },
);

/** Reads the deployment record of an embedded AWS; undefined if there is no valid one. */
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

/** Writes the deployment record of an embedded AWS. */
export function writeDeployment(
  home: LakeHome,
  { pid, startedAt }: RunningEmulator,
  progress: Pick<DeploymentRecord, "complete" | "applying" | "destroyed">,
): void {
  writePrivateFile(
    home.deploymentFile,
    `${JSON.stringify({ emulator: { pid, startedAt }, ...progress })}\n`,
  );
}

/**
 * State of a running embedded AWS after an earlier `lake up`:
 *
 * - `consistent`: Terraform's state contains everything that is deployed.
 * - `partial`: a first deployment was killed, and the state may lack resources. There is no data of the user.
 * - `uncertain`: a later deployment was killed while it created resources, or there is no record.
 * - `state-lost`: the deployment was complete, and its Terraform state is missing or damaged.
 */
export type RecoveryState = "consistent" | "partial" | "uncertain" | "state-lost";

/** Determines the state; no Terraform may run at the same time. */
export function assessRecovery(
  home: LakeHome,
  record: DeploymentRecord | undefined,
): RecoveryState {
  const stateFile = path.join(home.terraformFolder, "local.tfstate");
  const state = readState(stateFile);
  // Terraform removes this file when it releases its lock, which a killed one can't. The lock itself ends with its process.
  const killed = existsSync(path.join(home.terraformFolder, ".local.tfstate.lock.info"));
  if (record === undefined) return state === "good" && !killed ? "consistent" : "uncertain";
  const lost = state === "damaged" || (record.complete && state === "missing");
  if (!record.complete) return lost || (record.applying && killed) ? "partial" : "consistent";
  if (lost) return "state-lost";
  return record.applying && killed ? "uncertain" : "consistent";
}

function readState(file: string): "good" | "damaged" | "missing" {
  try {
    const state: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof state === "object" && state !== null && "serial" in state ? "good" : "damaged";
  } catch (error) {
    return errorCode(error) === "ENOENT" ? "missing" : "damaged";
  }
}
