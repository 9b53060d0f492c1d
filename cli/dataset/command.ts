import type { Command } from "commander";
import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { CommonOptions, DeclareCommand } from "../command-line/declare-command";
import { addCsvOptions } from "../command-line/csv-options";
import { portOption, repeatable } from "../command-line/options";
import type { DatasetChangeOptions } from "./change/dataset-change-props";
import type { DatasetAddOptions } from "./add/dataset-add-command";

/** `lake dataset add`, `list`, `rename`, `remove`, `lock`, `unlock` and `docs`. */
export const declareDataset: DeclareCommand = (parent) => {
  const dataset = parent
    .command("dataset")
    .description("manage the datasets in config/datasets/")
    .helpCommand(false);
  declareAdd(dataset);
  declareCommand(dataset, "list", "list all datasets, and whether their schemas are locked", [
    "npx lake dataset list",
  ]).action(lazyAction(async () => (await import("./dataset-list-command")).datasetListCommand));
  declareCommand(dataset, "lock", "update the schema locks of all datasets", [
    "npx lake dataset lock",
    "npx lake dataset lock --check",
  ])
    .option("--check", "write nothing; fail if a lock is missing or out of date", false)
    .action(lazyAction(async () => (await import("./dataset-lock-command")).datasetLockCommand));
  declareRename(dataset);
  declareRemove(dataset);
  declareUnlock(dataset);
  declareCommand(dataset, "docs", "generate JSON Schemas and the data dictionary of all datasets", [
    "npx lake dataset docs",
  ])
    .option("--check", "write nothing; fail if a file is missing or out of date", false)
    .action(lazyAction(async () => (await import("./dataset-docs-command")).datasetDocsCommand));
};

const declareRename: DeclareCommand = (parent) => {
  const rename = lazyAction(
    async () => (await import("./change/dataset-rename-command")).datasetRenameCommand,
  );
  changeOf(
    parent,
    "rename",
    "give a dataset, its file and its lock another name",
    "npx lake dataset rename orders web_orders",
  )
    .argument("<to>", "the new name")
    .action((name: string, to: string, options: ChangeOptions) => rename({ ...options, name, to }));
};

const declareRemove: DeclareCommand = (parent) => {
  const remove = lazyAction(
    async () => (await import("./change/dataset-remove-command")).datasetRemoveCommand,
  );
  changeOf(
    parent,
    "remove",
    "remove a dataset, and say what the next deploy destroys",
    "npx lake dataset remove orders --dry-run",
  ).action((name: string, options: ChangeOptions) => remove({ ...options, name }));
};

const declareUnlock: DeclareCommand = (parent) => {
  const unlock = lazyAction(
    async () => (await import("./change/dataset-unlock-command")).datasetUnlockCommand,
  );
  changeOf(
    parent,
    "unlock",
    "remove the lock of a schema that was never deployed to AWS",
    "npx lake dataset unlock orders --never-deployed",
  ).action((name: string, options: ChangeOptions) => unlock({ ...options, name }));
};

type ChangeOptions = CommonOptions & Omit<DatasetChangeOptions, "name">;

/** A command that changes one dataset, depending on where it is deployed. */
function changeOf(parent: Command, name: string, description: string, example: string): Command {
  return declareCommand(parent, name, description, [example])
    .argument("<dataset>", "name of the dataset")
    .option(
      "--not-deployed <environment>",
      "do not ask this environment, since the dataset was never deployed there; may be repeated",
      repeatable,
      [],
    )
    .option(
      "--never-deployed",
      "the dataset was never deployed to AWS; environments that can't be asked are taken not to have it",
      false,
    )
    .option("--dry-run", "write nothing", false);
}

const declareAdd: DeclareCommand = (parent) => {
  const add = lazyAction(async () => (await import("./add/dataset-add-command")).datasetAddCommand);
  const command = declareCommand(
    parent,
    "add",
    "infer a schema from a file of events and write the dataset's file",
    [
      "npx lake dataset add orders --from orders.jsonl",
      "npx lake dataset add quakes --from quakes.json --jq '.features[]' --publish",
      "npx lake dataset add sales --from sales.csv --delimiter ';' --dry-run",
    ],
  )
    .argument("<name>", "name of the dataset and its table, for example web_orders")
    .requiredOption(
      "--from <file>",
      "JSON document, JSON array, JSON lines, CSV or Parquet, also with gzip or zstd; - reads JSON from standard input",
    )
    .option(
      "--jq <expression>",
      "select the events in the file, for example '.features[]' (default: the list that a document consists of)",
    )
    .option(
      "--partition-key <path>",
      "field whose value is the Kinesis partition key (default: a random key)",
    )
    .option("--description <sentence>", "what the events are (default: the name in words)")
    .option("--dry-run", "write nothing", false)
    .option(
      "--publish",
      "deploy it to the embedded AWS, publish the file, and compare counts and sums in the lake with it",
      false,
    )
    .addOption(portOption());
  addCsvOptions(command, "found by comparing the lines").action(
    (name: string, options: CommonOptions & Omit<DatasetAddOptions, "name">) =>
      add({ ...options, name }),
  );
};
