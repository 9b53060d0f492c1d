import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { CommonOptions, DeclareCommand } from "../command-line/declare-command";
import { addCsvOptions } from "../command-line/csv-options";
import { datasetOption, environmentOption, wholeNumber } from "../command-line/options";
import type { PublishOptions } from "./publish-options";

/** `lake publish`. */
export const declarePublish: DeclareCommand = (parent) => {
  const publish = lazyAction(async () => (await import("./publish-command")).publishCommand);
  const command = declareCommand(
    parent,
    "publish",
    "publish events through the publisher function",
    [
      "npx lake publish --count 100 --wait",
      "npx lake publish orders.json --dataset orders --dry-run",
      "npx lake publish quakes.json --dataset earthquakes --jq '.features[]'",
      "gzip -dc orders.jsonl.gz | npx lake publish - --dataset orders",
    ],
  )
    .argument(
      "[file]",
      "JSON document, JSON array, JSON lines, CSV or Parquet, also with gzip or zstd; - reads JSON from standard input",
    )
    .option(
      "--jq <expression>",
      "select the events in the file, for example '.features[]' (default: the dataset's source)",
    )
    .option(
      "--events <numbers>",
      "only these events of the file, counted from 1: 3,17,20001- (to the last)",
    )
    .option("--dry-run", "send nothing; show how Firehose would convert each record", false)
    .option(
      "--count <number>",
      "generate this many events instead of reading a file",
      wholeNumber(1, 10_000_000),
    )
    .option("--force", "publish events that leave most columns of the dataset null", false)
    .option("--wait", "return when everything that was published can be queried", false)
    .addOption(environmentOption())
    .addOption(datasetOption("the first"));
  addCsvOptions(command, "the dataset's source").action(
    (file: string | undefined, options: CommonOptions & Omit<PublishOptions, "file">) =>
      publish({ ...options, file }),
  );
};
