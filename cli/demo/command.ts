import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { portOption, wholeNumber } from "../command-line/options";

/** `lake demo`. */
export const declareDemo: DeclareCommand = (parent) => {
  declareCommand(parent, "demo", "deploy, publish, deliver, crawl and query on the embedded AWS", [
    "npx lake demo",
    "npx lake demo --keep --bad-event",
  ])
    .addOption(portOption())
    .option(
      "--count <number>",
      "events to generate in addition to the sample event",
      wholeNumber(1, 100_000),
      1000,
    )
    .option("--bad-event", 'also publish an event whose timestamp is "yesterday"', false)
    .option("--keep", "leave the embedded AWS running at the end", false)
    .action(lazyAction(async () => (await import("./demo-command")).demoCommand));
};
