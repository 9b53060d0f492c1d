import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { addUsageOptions } from "./usage-options";

/** `lake cost`. */
export const declareCost: DeclareCommand = (parent) => {
  const command = declareCommand(
    parent,
    "cost",
    "estimate the monthly cost of a lake line by line, and find savings",
    [
      "npx lake cost --env dev",
      "npx lake cost --env prod --events-per-second 1000 --event-bytes 600 --markdown",
      "terraform show -json plan | npx lake cost --plan -",
    ],
  )
    .option(
      "--env <environment>",
      "environment in config/environments.ts (required without --plan and --stack)",
    )
    .option("--plan <file>", "output of `terraform show -json` instead; - reads standard input")
    .option("--stack <folder>", "folder of a synthesized stack instead")
    .option("--region <name>", "use the prices of this region instead of the stack's")
    .option("--markdown", "print GitHub Markdown", false);
  addUsageOptions(command).action(
    lazyAction(async () => (await import("./cost-command")).costCommand),
  );
};
