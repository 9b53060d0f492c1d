import path from "node:path";
import { datasets } from "../../config/datasets";
import { environments } from "../../config/environments";
import { projectFolder } from "../../local/home/lake-home";
import type { Dataset } from "../../model/dataset/dataset";
import type { Environment } from "../../model/environment/environment";

/** The datasets of a project, and where they are written. */
export interface ProjectDatasets {
  readonly datasets: readonly Dataset[];
  readonly environments: readonly Environment[];
  /** The project's `config/datasets`. */
  readonly folder: string;
}

/** Those of this project. */
export const projectDatasets: ProjectDatasets = {
  datasets,
  environments,
  folder: path.join(projectFolder, "config", "datasets"),
};
