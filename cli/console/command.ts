import { Option } from "commander";
import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { environmentOption, wholeNumber } from "../command-line/options";

/** `lake console`. */
export const declareConsole: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "console",
    "show the lake in a browser: pipeline, SQL, data, failures, cost",
    ["npx lake console", "npx lake console --env dev --read-write"],
  )
    .addOption(environmentOption())
    .addOption(
      new Option("--port <number>", "port of the page on 127.0.0.1")
        .argParser(wholeNumber(1_024, 65_535))
        .default(0, "any free one"),
    )
    .option("--read-write", "allow changes of an environment on AWS", false)
    .action(lazyAction(async () => (await import("./console-command")).consoleCommand));
};
