import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../../errors/user-error";
import { lockFileName } from "../../../model/schema-evolution/schema-lock-files";
import type { Output } from "../../terminal/output";
import { projectChangeProps } from "./dataset-change-props";
import type { DatasetChangeOptions, DatasetChangeProps } from "./dataset-change-props";
import { findDeployments } from "./deployed-dataset";
import { deploymentEffects, describeEffects } from "./deployment-effects";
import type { DeploymentEffect } from "./deployment-effects";
import { formatSource } from "../inference/dataset-files";
import { changedIndex, findRegistered } from "./registered-dataset";
import { requireDestroyable } from "./require-destroyable";

/** What `lake dataset remove` prints with `--json`. */
export interface RemovedDataset {
  readonly dataset: string;
  readonly removed: boolean;
  /** Files of the dataset, relative to the project. */
  readonly files: readonly string[];
  readonly effects: readonly DeploymentEffect[];
}

/**
 * `lake dataset remove NAME`: removes a dataset's file, its lock and its place in the list, and says what the next deploy
 * destroys and which data stays.
 *
 * @param props @default - the project's datasets
 * @throws UserError unless both keys allow it in each environment in which it may be deployed
 */
export async function datasetRemoveCommand(
  output: Output,
  { name, notDeployed, neverDeployed, dryRun }: DatasetChangeOptions,
  { folder, datasets, environments, allowDestroy, glue }: DatasetChangeProps = projectChangeProps,
): Promise<void> {
  const registered = findRegistered(name, folder, datasets);
  if (datasets.length === 1) {
    throw new UserError(
      `${name} is the only dataset, and a lake has at least one.`,
      "Nothing was removed. Add another first: npx lake dataset add NAME --from FILE",
    );
  }
  const deployments = await output.step(`Look where ${name} is deployed`, () =>
    findDeployments(name, environments, { notDeployed, neverDeployed, glue }),
  );
  const files = [`${registered.base}.ts`, lockFileName(name)].filter((file) =>
    existsSync(path.join(folder, file)),
  );
  if (!dryRun) {
    requireDestroyable(name, deployments, allowDestroy, ["remove", name]);
    const index = await formatSource(changedIndex(registered));
    writeFileSync(path.join(folder, "index.ts"), index);
    for (const file of files) rmSync(path.join(folder, file));
  }
  const effects = deploymentEffects(name, deployments);
  const paths = files.map((file) => `config/datasets/${file}`);
  const removed: RemovedDataset = { dataset: name, removed: !dryRun, files: paths, effects };
  output.result(removed, () =>
    [
      `${dryRun ? "would be removed" : "removed"}: ${paths.join(", ")}, and its place in config/datasets/index.ts`,
      ...describeEffects(effects),
    ].join("\n"),
  );
  if (!dryRun) output.note("Next:\n  npx lake dataset docs\n  npm run typecheck\n  npx lake up");
}
