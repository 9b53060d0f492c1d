import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { datasetOption, environmentOption } from "../command-line/options";

/** `lake status`. */
export const declareStatus: DeclareCommand = (parent) => {
  declareCommand(parent, "status", "show the state of each pipeline stage, and active alarms", [
    "npx lake status",
    "npx lake status --env prod --dataset sample_events",
    "npx lake status --watch",
  ])
    .addOption(environmentOption())
    .addOption(datasetOption("all"))
    .option("--watch", "refresh every two seconds", false)
    .action(lazyAction(async () => (await import("./status-command")).statusCommand));
};
