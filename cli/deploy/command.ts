import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { requiredEnvironmentOption } from "../command-line/options";

/** `lake deploy`. */
export const declareDeploy: DeclareCommand = (parent) => {
  declareCommand(parent, "deploy", "apply exactly the plan that was saved and approved", [
    "npx lake review --env dev --save-plan plan.json",
    "npx lake deploy --env dev --plan plan.json",
  ])
    .addOption(requiredEnvironmentOption())
    .requiredOption(
      "--plan <file>",
      "receipt that `lake review --save-plan` wrote; - reads standard input",
    )
    .action(lazyAction(async () => (await import("./deploy-command")).deployCommand));
};
