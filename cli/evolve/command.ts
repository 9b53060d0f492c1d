import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { datasetOption, requiredEnvironmentOption } from "../command-line/options";

/** `lake evolve`. */
export const declareEvolve: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "evolve",
    "give deployed Iceberg tables the schemas of their locks, before producers send events of these schemas",
    ["npx lake evolve --env dev --dry-run", "npx lake evolve --env dev --dataset orders --yes"],
  )
    .addOption(requiredEnvironmentOption())
    .addOption(datasetOption("all with an Iceberg table"))
    .option("--dry-run", "change nothing; show what would change", false)
    .option("--yes", "do not ask for the environment's name", false)
    .option(
      "--no-wait",
      "evolve at once: events with keys that are renamed or removed may still be on their way",
    )
    .action(lazyAction(async () => (await import("./evolve-command")).evolveCommand));
};
