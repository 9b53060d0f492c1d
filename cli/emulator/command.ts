import { ENFORCE_IAM } from "../../local/lifecycle/emulator-options";
import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { portOption, sqlEngineOption, wholeNumber } from "../command-line/options";

/** `lake up`. */
export const declareUp: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "up",
    "start the embedded AWS in the background and deploy the stack `local` to it",
    ["npx lake up", "npx lake up --port 4567 --sql-engine trino", "npx lake up --enforce-iam"],
  )
    .addOption(portOption())
    .option(ENFORCE_IAM, "deny what the deployed policies do not allow a role, as AWS does", false)
    .addOption(sqlEngineOption())
    .option(
      "--refresh",
      "repair what was changed by hand, also if the stack has not changed",
      false,
    )
    .option("--no-console", "serve no console in the background")
    .action(lazyAction(async () => (await import("./up-command")).upCommand));
};

/** `lake down`. */
export const declareDown: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "down",
    "stop the embedded AWS; what is deployed and in the lake is kept",
    ["npx lake down", "npx lake down --delete"],
  )
    .option("--delete", "delete the lake with everything in it, and its log", false)
    .option("--yes", "do not ask for the environment's name", false)
    .action(lazyAction(async () => (await import("./down-command")).downCommand));
};

/** `lake logs`. */
export const declareLogs: DeclareCommand = (parent) => {
  declareCommand(parent, "logs", "show the log of the embedded AWS", [
    "npx lake logs --lines 200",
    "npx lake logs --follow",
  ])
    .option("--lines <number>", "number of lines, newest last", wholeNumber(1, 1_000_000), 50)
    .option("--follow", "keep printing new lines", false)
    .action(lazyAction(async () => (await import("./logs-command")).logsCommand));
};
