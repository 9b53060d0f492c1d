import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { requiredEnvironmentOption } from "../command-line/options";

/** `lake bootstrap`. */
export const declareBootstrap: DeclareCommand = (parent) => {
  declareCommand(parent, "bootstrap", "create the bucket for an environment's Terraform state", [
    "npx lake bootstrap --env dev",
  ])
    .addOption(requiredEnvironmentOption())
    .option("--adopt", "manage a bucket that your account already has", false)
    .action(lazyAction(async () => (await import("./bootstrap-command")).bootstrapCommand));
};
