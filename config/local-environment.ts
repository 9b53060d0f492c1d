import { join } from "node:path";
import { emulatorAccountId } from "../model/environment/emulator-account";
import type { Environment } from "../model/environment/environment";

/** Environment variables of the local environment. */
export interface LocalVariables {
  /** @default "http://127.0.0.1:4566" */
  readonly AWS_ENDPOINT_URL?: string;
  /**
   * Folder of the data of the embedded AWS.
   *
   * @default ".lake"
   */
  readonly LAKE_HOME?: string;
}

/** The embedded AWS of this machine: small buffers and destroyable data. */
export function localEnvironment(
  project: string,
  variables: LocalVariables = process.env,
): Environment {
  return {
    name: "local",
    project,
    region: "us-east-1",
    accountId: emulatorAccountId,
    removalPolicy: "destroy",
    state: {
      type: "local",
      folder: join(variables.LAKE_HOME || ".lake", "embedded-aws", "terraform"),
    },
    delivery: {
      buffering: { sizeMiB: 64, intervalSeconds: 5 },
      backup: { buffering: { sizeMiB: 1, intervalSeconds: 5 } },
    },
    emulator: {
      endpointUrl: variables.AWS_ENDPOINT_URL || "http://127.0.0.1:4566",
      sqlEngine: "duckdb",
    },
  };
}
