import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { CommonOptions, DeclareCommand } from "../command-line/declare-command";
import { environmentOption } from "../command-line/options";
import { formatOption } from "./formats/format-option";
import type { QueryOptions } from "./query-command";

/** `lake query`. */
export const declareQuery: DeclareCommand = (parent) => {
  const query = lazyAction(async () => (await import("./query-command")).queryCommand);
  declareCommand(parent, "query", "run an SQL statement through Athena", [
    'npx lake query "SELECT count(*) FROM sample_events"',
    "npx lake query -f report.sql --output csv > report.csv",
    'echo "SHOW TABLES" | npx lake query -f -',
  ])
    .argument("[sql]", "one statement in Athena's SQL")
    .addOption(environmentOption())
    .option("-f, --file <file>", "file of the statement; - reads standard input")
    .addOption(formatOption())
    .action((sql: string | undefined, options: CommonOptions & Omit<QueryOptions, "sql">) =>
      query({ ...options, sql }),
    );
};
