import { InvalidFileError, jsonFile, readJsonFile } from "../../local/home/json-file";
import type { LakeHome } from "../../local/home/lake-home";
import { writePrivateFile } from "../../local/home/private-files";
import type { RunningEmulator } from "../../local/home/run-file";
import { hasStateLock, readLocalState } from "./stack/local-state";

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
  /** What was deployed last. @default - unknown, so that the next deployment runs Terraform */
  readonly deployed?: DeployedDigests;
}

/** Identifies what was deployed: while both are the same, Terraform has nothing to do. */
export interface DeployedDigests {
  /** Of the synthesized stack and the versions that applied it, see `stackDigest`. */
  readonly stack: string;
  /** Of Terraform's state after that. */
  readonly state: string;
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
      deployed: {
        type: "object",
        properties: { stack: { type: "string" }, state: { type: "string" } },
        required: ["stack", "state"],
        additionalProperties: false,
        nullable: true,
      },
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
  progress: Pick<DeploymentRecord, "complete" | "applying" | "destroyed" | "deployed">,
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
  const { condition } = readLocalState(home);
  const killed = hasStateLock(home);
  if (record === undefined) return condition === "good" && !killed ? "consistent" : "uncertain";
  const lost = condition === "damaged" || (record.complete && condition === "missing");
  if (!record.complete) return lost || (record.applying && killed) ? "partial" : "consistent";
  if (lost) return "state-lost";
  return record.applying && killed ? "uncertain" : "consistent";
}
