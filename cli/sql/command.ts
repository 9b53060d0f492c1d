import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { environmentOption } from "../command-line/options";
import { formatOption } from "../query/formats/format-option";

/** `lake sql`. */
export const declareSql: DeclareCommand = (parent) => {
  declareCommand(parent, "sql", "ask for SQL statements in a terminal, or run those of a pipe", [
    "npx lake sql",
    "npx lake sql --env dev",
    "npx lake sql < report.sql",
    'echo "SHOW TABLES; SELECT count(*) FROM sample_events" | npx lake sql --output csv',
  ])
    .addOption(environmentOption())
    .addOption(formatOption())
    .addHelpText("after", "\nIn the prompt, \\? lists the commands.")
    .action(lazyAction(async () => (await import("./sql-command")).sqlCommand));
};
