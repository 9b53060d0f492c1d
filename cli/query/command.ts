import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { CommonOptions, DeclareCommand } from "../command-line/declare-command";
import { environmentOption } from "../command-line/options";

/** `lake query`. */
export const declareQuery: DeclareCommand = (parent) => {
  const query = lazyAction(async () => (await import("./query-command")).queryCommand);
  declareCommand(parent, "query", "run an SQL statement through Athena")
    .argument("<sql>", "one statement in Athena's SQL")
    .addOption(environmentOption())
    .action((sql: string, options: CommonOptions & { env: string }) => query({ ...options, sql }));
};
