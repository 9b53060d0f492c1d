import { destroySwitch } from "../../../model/environment/destroy-switch";
import { projectDatasets } from "../project-datasets";
import type { ProjectDatasets } from "../project-datasets";
import type { DeployedDatasetProps } from "./deployed-dataset";

/** Options of `lake dataset rename`, `remove` and `unlock`. */
export interface DatasetChangeOptions {
  readonly name: string;
  /** Environments that the dataset was never deployed to: they are not asked. */
  readonly notDeployed: readonly string[];
  /** Environments that can't be asked never had it. @default false */
  readonly neverDeployed?: boolean | undefined;
  /** Write nothing. */
  readonly dryRun: boolean;
}

/** The datasets that are changed, and where they may be deployed. */
export interface DatasetChangeProps extends ProjectDatasets, Pick<DeployedDatasetProps, "glue"> {
  /** Value of {@link destroySwitch}. */
  readonly allowDestroy: string | undefined;
}

/** Those of this project. */
export const projectChangeProps: DatasetChangeProps = {
  ...projectDatasets,
  allowDestroy: process.env[destroySwitch],
};
