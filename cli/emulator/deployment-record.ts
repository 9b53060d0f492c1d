import { InvalidFileError, jsonFile, readJsonFile } from "../../local/home/json-file";
import type { LakeHome } from "../../local/home/lake-home";
import { writePrivateFile } from "../../local/home/private-files";

/** Progress of the deployment of the stack `local`. It is kept with the state of the embedded AWS that it describes. */
export interface DeploymentRecord {
  /** Whether a deployment was completed, and what it made is there: a lake of which a snapshot can be saved. */
  readonly complete: boolean;
  /** Whether a command is applying the stack, or was when it was killed. */
  readonly applying: boolean;
  /** Whether `lake destroy` has removed everything, and nothing was deployed since. @default false */
  readonly destroyed?: boolean;
  /** What was deployed last. @default - unknown, so that the next deployment runs Terraform */
  readonly deployed?: DeployedDigests;
  /** Port of the endpoint at which it was deployed, so that it comes back there. @default - unknown */
  readonly port?: number;
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
  "Deploy again: npx lake up",
  {
    type: "object",
    properties: {
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
      port: { type: "integer", minimum: 1, maximum: 65_535, nullable: true },
    },
    required: ["complete", "applying"],
    additionalProperties: false,
  },
);

/** Reads the deployment record of a home; undefined if there is no valid one. */
export function readDeployment(home: LakeHome): DeploymentRecord | undefined {
  try {
    return readJsonFile(home.deploymentFile, deploymentRecord);
  } catch (error) {
    if (error instanceof InvalidFileError) return undefined;
    throw error;
  }
}

/** Writes the deployment record of a home, whose embedded AWS was started before. */
export function writeDeployment(home: LakeHome, record: DeploymentRecord): void {
  writePrivateFile(home.deploymentFile, `${JSON.stringify(record)}\n`);
}
