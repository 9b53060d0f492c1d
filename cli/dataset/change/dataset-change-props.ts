import path from "node:path";
import { datasets as allDatasets } from "../../../config/datasets";
import { environments as allEnvironments } from "../../../config/environments";
import { projectFolder } from "../../../local/home/lake-home";
import type { Dataset } from "../../../model/dataset/dataset";
import { destroySwitch } from "../../../model/environment/destroy-switch";
import type { Environment } from "../../../model/environment/environment";
import type { DeployedDatasetProps } from "./deployed-dataset";

/** Options of `lake dataset rename`, `remove` and `unlock`. */
export interface DatasetChangeOptions {
  readonly name: string;
  /** Environments that the dataset was never deployed to: they are not asked. */
  readonly notDeployed: readonly string[];
  /** Write nothing. */
  readonly dryRun: boolean;
}

/** The datasets that are changed, and where they may be deployed. */
export interface DatasetChangeProps extends Pick<DeployedDatasetProps, "glue"> {
  /** The project's `config/datasets`. */
  readonly folder: string;
  readonly datasets: readonly Dataset[];
  readonly environments: readonly Environment[];
  /** Value of {@link destroySwitch}. */
  readonly allowDestroy: string | undefined;
}

/** The project's own datasets and environments. */
export const COMMITTED: DatasetChangeProps = {
  folder: path.join(projectFolder, "config", "datasets"),
  datasets: allDatasets,
  environments: allEnvironments,
  allowDestroy: process.env[destroySwitch],
};
