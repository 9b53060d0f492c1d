import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { datasetOption, environmentOption } from "../command-line/options";

/** `lake crawl`. */
export const declareCrawl: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "crawl",
    "wait for what was published before, run the crawler of each dataset, and list the partitions",
    ["npx lake crawl", "npx lake crawl --dataset earthquakes --no-wait"],
  )
    .option("--no-wait", "crawl at once, without what Firehose still buffers")
    .addOption(environmentOption())
    .addOption(datasetOption("all"))
    .action(lazyAction(async () => (await import("./crawl-command")).crawlCommand));
};
