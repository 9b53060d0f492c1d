import type { App } from "cdktf";
import { hasS3State } from "../model/naming/state-location";
import { DataLakeStack } from "./data-lake-stack";
import type { DataLakeStackProps } from "./data-lake-stack";
import { GitHubAccessStack } from "./github-access-stack";
import { StateBackendStack } from "./state-backend-stack";

/** Adds all stacks of an environment: the lake, and depending on its settings the state backend and GitHub access. */
export function addEnvironmentStacks(app: App, props: DataLakeStackProps): void {
  const { environment } = props;
  const { github } = environment;
  new DataLakeStack(app, props);
  if (hasS3State(environment)) new StateBackendStack(app, environment);
  const hasIcebergTables = props.datasets.some(({ dataset }) => dataset.storage === "iceberg");
  if (github !== undefined) {
    new GitHubAccessStack(app, { environment, github, hasIcebergTables });
  }
}
