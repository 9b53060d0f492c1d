import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../../errors/user-error";
import { lockFileName, lockPath } from "../../../model/schema-evolution/schema-lock-files";
import { findDataset } from "../../target/find-dataset";
import type { Output } from "../../terminal/output";
import { projectChangeProps } from "./dataset-change-props";
import type { DatasetChangeOptions, DatasetChangeProps } from "./dataset-change-props";
import {
  adviceOnUnknown,
  describeDeployment,
  findDeployments,
  requireEnvironments,
} from "./deployed-dataset";

/**
 * `lake dataset unlock NAME`: removes the lock of a schema that was never deployed outside of `local`, so that it can be
 * changed freely until it is locked again.
 *
 * @param props @default - the project's datasets
 * @throws UserError if there is no lock, or the schema is or may be deployed on AWS
 */
export async function datasetUnlockCommand(
  output: Output,
  { name, notDeployed, neverDeployed, dryRun }: DatasetChangeOptions,
  { folder, datasets, environments, glue }: DatasetChangeProps = projectChangeProps,
): Promise<void> {
  findDataset(name, datasets);
  requireEnvironments(notDeployed, environments);
  const file = path.join(folder, lockFileName(name));
  if (!existsSync(file)) {
    throw new UserError(`${name} has no lock.`, "Its schema can be changed freely.");
  }
  const deployments = await output.step(`Look where ${name} is deployed`, () =>
    findDeployments(name, environments, { notDeployed, neverDeployed, glue }),
  );
  const found = deployments.filter(({ state }) => state !== "not deployed");
  if (found.length > 0) {
    const unknown = found.filter(({ state }) => state === "unknown");
    throw new UserError(
      [
        "Nothing was unlocked, since objects with this schema may exist:",
        ...found.map((deployment) => `${describeDeployment(name, deployment)}.`),
      ],
      unknown.length === found.length
        ? adviceOnUnknown(unknown, ["unlock", name])
        : "docs/data/schema-evolution.md says how to change a schema that is deployed.",
    );
  }
  if (!dryRun) rmSync(file);
  output.result({ dataset: name, file: lockPath(name), unlocked: !dryRun }, () =>
    [
      `${dryRun ? "would be removed" : "removed"}: ${lockPath(name)}`,
      "The schema can be changed freely until `npx lake dataset lock`. Restart a running embedded AWS, whose objects have the old one: npx lake down --delete && npx lake up",
    ].join("\n"),
  );
}
