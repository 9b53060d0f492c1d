import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { requiredEnvironmentOption } from "../command-line/options";

/** `lake destroy`. */
export const declareDestroy: DeclareCommand = (parent) => {
  declareCommand(parent, "destroy", "destroy an environment with all its data; needs both keys", [
    "npx lake destroy --env dev --dry-run",
    "LAKE_ALLOW_DESTROY=dev npx lake destroy --env dev --empty-buckets",
  ])
    .addOption(requiredEnvironmentOption())
    .option("--empty-buckets", "delete all objects of its buckets, with every version", false)
    .option("--dry-run", "show what would be destroyed, and destroy nothing", false)
    .option("--yes", "do not ask for the environment's name", false)
    .action(lazyAction(async () => (await import("./destroy-command")).destroyCommand));
};
