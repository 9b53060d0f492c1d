import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../../errors/user-error";
import { lockFileName, lockPath } from "../../../model/schema-evolution/schema-lock-files";
import { violationLine } from "../../../model/validation/config-violation";
import type { ConfigViolation } from "../../../model/validation/config-violation";
import { validateConfiguration } from "../../../model/validation/validate-configuration";
import type { Output } from "../../terminal/output";
import { projectChangeProps } from "./dataset-change-props";
import type { DatasetChangeOptions, DatasetChangeProps } from "./dataset-change-props";
import { findDeployments } from "./deployed-dataset";
import { deploymentEffects, describeEffects } from "./deployment-effects";
import { constantFor, formatSource } from "../inference/dataset-files";
import { fieldWords } from "../inference/field-words";
import { changedIndex, findRegistered } from "./registered-dataset";
import type { RegisteredDataset } from "./registered-dataset";
import { requireDestroyable } from "./require-destroyable";

/** Options of `lake dataset rename`. */
export interface DatasetRenameOptions extends DatasetChangeOptions {
  readonly to: string;
}

/**
 * `lake dataset rename NAME TO`: gives a dataset, its file, its constant and its lock another name. To a deploy that is a
 * dataset that was removed, and another that is new.
 *
 * @param props @default - the project's datasets
 * @throws UserError if the new name is invalid or taken, or unless both keys allow to destroy what has the old name
 */
export async function datasetRenameCommand(
  output: Output,
  { name, to, notDeployed, neverDeployed, dryRun }: DatasetRenameOptions,
  { folder, datasets, environments, allowDestroy, glue }: DatasetChangeProps = projectChangeProps,
): Promise<void> {
  const registered = findRegistered(name, folder, datasets);
  const others = datasets.filter((each) => each !== registered.dataset);
  const violationsOf = (newName: string) =>
    validateConfiguration(environments, [...others, { ...registered.dataset, name: newName }]);
  const violations = violationsOf(to);
  if (violations.length > 0) {
    const words = fieldWords(to).join("_");
    const isFree = words !== name && violationsOf(words).length === 0;
    throw new UserError(
      violations.map((violation) => describeViolation(violation, to)),
      `Nothing was renamed. ${isFree ? `A name like it: npx lake dataset rename ${name} ${words}` : "Run the command again with another name."}`,
    );
  }
  const renamed = await renamedFiles(registered, to, folder);
  const deployments = await output.step(`Look where ${name} is deployed`, () =>
    findDeployments(name, environments, { notDeployed, neverDeployed, glue }),
  );
  if (!dryRun) {
    requireDestroyable(name, deployments, allowDestroy, ["rename", name, to]);
    writeRenamed(renamed, folder);
  }
  const effects = deploymentEffects(name, deployments);
  const files = renamed.written.map(({ file }) => `config/datasets/${file}`);
  output.result({ dataset: to, was: name, renamed: !dryRun, files, effects }, () =>
    [
      `${dryRun ? "would be written" : "written"}: ${files.join(", ")}`,
      ...describeEffects(effects),
    ].join("\n"),
  );
  if (!dryRun) output.note("Next:\n  npx lake dataset docs\n  npm run typecheck\n  npx lake up");
}

/** A violation by the new name, which is in no file yet. */
function describeViolation(violation: ConfigViolation, to: string): string {
  const { path: at, problem, expected } = violation;
  return at === `datasets.${to}.name`
    ? `The name ${JSON.stringify(to)} ${problem}: expected ${expected}.`
    : violationLine(violation);
}

/** Files of a dataset with another name, and those that have to go; all in one folder. */
interface RenamedFiles {
  /** The new files, and last the list of datasets. */
  readonly written: readonly { readonly file: string; readonly text: string }[];
  readonly removed: readonly string[];
}

/** Writes the new files, then the list of datasets, and only then removes the old ones: a failure loses none. */
function writeRenamed({ written, removed }: RenamedFiles, folder: string): void {
  const created: string[] = [];
  try {
    for (const { file, text } of written) {
      const target = path.join(folder, file);
      writeFileSync(target, text, { flag: file === "index.ts" ? "w" : "wx" });
      if (file !== "index.ts") created.push(target);
    }
  } catch (error) {
    for (const file of created) rmSync(file);
    throw error;
  }
  for (const file of removed) rmSync(path.join(folder, file));
}

async function renamedFiles(
  registered: RegisteredDataset,
  to: string,
  folder: string,
): Promise<RenamedFiles> {
  const { dataset, base, constant, index } = registered;
  const successor = { base: to.replaceAll("_", "-"), constant: constantFor(to, index) };
  const newFile = `${successor.base}.ts`;
  const existing = [newFile, lockFileName(to)].find((file) => existsSync(path.join(folder, file)));
  if (existing !== undefined) {
    throw new UserError(
      `config/datasets/${existing} exists already.`,
      "Choose another name, or remove the file first.",
    );
  }
  const source = readFileSync(path.join(folder, `${base}.ts`), "utf8");
  const setting = new RegExp(`\\bname: (["'])${dataset.name}\\1`, "g");
  if ([...source.matchAll(setting)].length !== 1) {
    throw new UserError(
      `config/datasets/${base}.ts does not have name: "${dataset.name}" exactly once.`,
      "Nothing was renamed: correct the file, or rename the dataset by hand.",
    );
  }
  const text = source
    .replace(setting, () => `name: ${JSON.stringify(to)}`)
    .replaceAll(new RegExp(`\\b${constant}\\b(?!["':])`, "g"), () => successor.constant);
  const lock = path.join(folder, lockFileName(dataset.name));
  const locked = existsSync(lock) ? readFileSync(lock, "utf8") : undefined;
  return {
    written: [
      { file: newFile, text: await formatSource(text) },
      ...(locked === undefined
        ? []
        : [{ file: lockFileName(to), text: renamedLock(locked, dataset.name, to) }]),
      { file: "index.ts", text: await formatSource(changedIndex(registered, successor)) },
    ],
    removed: [`${base}.ts`, ...(locked === undefined ? [] : [lockFileName(dataset.name)])],
  };
}

function renamedLock(text: string, name: string, to: string): string {
  const property = `"dataset": ${JSON.stringify(name)}`;
  if (text.includes(property)) return text.replace(property, `"dataset": ${JSON.stringify(to)}`);
  throw new UserError(
    `${lockPath(name)} is not the lock of ${name}.`,
    "Restore it from git, and rename again.",
  );
}
