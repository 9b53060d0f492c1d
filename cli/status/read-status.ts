import { emulatorState } from "../../local/lifecycle/emulator-state";
import type { EmulatorState } from "../../local/lifecycle/emulator-state";
import { lakeHome } from "../../local/home/lake-home";
import type { SqlEngineStatus } from "../../local/athena/trino/server/engine-settings";
import { readSqlEngine } from "../../local/lifecycle/sql-engine-state";
import { deploymentAdvice, deploymentProgress } from "../emulator/deployment-progress";
import type { DeploymentProgress } from "../emulator/deployment-progress";
import { LOCAL } from "../target/local-emulator";
import { findDataset } from "../target/find-dataset";
import type { DatasetStatus } from "./dataset-status";

/** The state of a lake. */
export interface Status {
  /** State of the embedded AWS; absent for an environment on AWS. */
  readonly emulator?: EmulatorState;
  /** What answers queries; absent unless the embedded AWS runs. */
  readonly sqlEngine?: SqlEngineStatus;
  /** Progress of the deployment to a running embedded AWS. */
  readonly deployment?: DeploymentProgress;
  /** Empty if the embedded AWS is not running, or its deployment is not complete. */
  readonly datasets: readonly DatasetStatus[];
}

/** Whose status is read. */
export interface StatusScope {
  readonly env: string;
  /** @default - all of them */
  readonly dataset?: string;
}

/**
 * The state of the embedded AWS, for `local`, and of each dataset's pipeline.
 *
 * @throws UserError for an unknown environment or dataset
 */
export async function readStatus(options: StatusScope): Promise<Status> {
  if (options.env !== LOCAL) return { datasets: await readDatasets(options) };
  const home = lakeHome();
  const emulator = await emulatorState(home);
  // An unknown dataset is reported even if nothing runs.
  findDataset(options.dataset);
  if (emulator.state !== "running") return { emulator, datasets: [] };
  const deployment = deploymentProgress(home);
  const engine = await readSqlEngine(emulator.emulator.endpointUrl);
  const sqlEngine = engine === undefined ? {} : { sqlEngine: engine };
  // Without a completed deployment, some resources do not exist yet.
  const isReadable = deploymentAdvice(deployment) === undefined;
  return {
    emulator,
    ...sqlEngine,
    deployment,
    datasets: isReadable ? await readDatasets(options) : [],
  };
}

/** Its modules load the AWS SDK: as much time as all else of a start that finds nothing running. */
async function readDatasets(options: StatusScope): Promise<DatasetStatus[]> {
  return (await import("./dataset-status")).readDatasetStatuses(options.env, options.dataset);
}
