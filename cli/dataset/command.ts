import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { CommonOptions, DeclareCommand } from "../command-line/declare-command";
import { portOption } from "../command-line/options";
import type { DatasetAddOptions } from "./dataset-add-command";

/** `lake dataset add`, `list`, `lock` and `docs`. */
export const declareDataset: DeclareCommand = (parent) => {
  const dataset = parent
    .command("dataset")
    .description("manage the datasets in config/datasets/")
    .helpCommand(false);
  declareAdd(dataset);
  declareCommand(dataset, "list", "list all datasets, and whether their schemas are locked").action(
    lazyAction(async () => (await import("./dataset-list-command")).datasetListCommand),
  );
  declareCommand(dataset, "lock", "update the schema locks of all datasets")
    .option("--check", "write nothing; fail if a lock is missing or out of date", false)
    .action(lazyAction(async () => (await import("./dataset-lock-command")).datasetLockCommand));
  declareCommand(dataset, "docs", "generate JSON Schemas and the data dictionary of all datasets")
    .option("--check", "write nothing; fail if a file is missing or out of date", false)
    .action(lazyAction(async () => (await import("./dataset-docs-command")).datasetDocsCommand));
};

const declareAdd: DeclareCommand = (parent) => {
  const add = lazyAction(async () => (await import("./dataset-add-command")).datasetAddCommand);
  declareCommand(parent, "add", "infer a schema from a file of events and write the dataset's file")
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
    .addOption(portOption())
    .action((name: string, options: CommonOptions & Omit<DatasetAddOptions, "name">) =>
      add({ ...options, name }),
    );
};
