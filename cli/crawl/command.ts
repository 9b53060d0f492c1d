import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { datasetOption, environmentOption } from "../command-line/options";

/** `lake crawl`. */
export const declareCrawl: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "crawl",
    "run the crawler, wait until it finishes, and list the partitions",
  )
    .addOption(environmentOption())
    .addOption(datasetOption("the first"))
    .action(lazyAction(async () => (await import("./crawl-command")).crawlCommand));
};
