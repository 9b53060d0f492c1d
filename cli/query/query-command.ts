import { resolveTarget } from "../target/target";
import { countOf } from "../terminal/count-of";
import type { Output } from "../terminal/output";
import { runQuery } from "./athena-query";
import type { QueryResult } from "./athena-query";
import type { ResultFormat } from "./formats/format-names";
import { asCsv, asJson, asNdjson, asTable, asVertical } from "./formats/result-format";
import { readStatement } from "./read-statement";
import type { StatementSource } from "./read-statement";

/** Options of `lake query`. */
export interface QueryOptions extends StatementSource {
  readonly env: string;
  /** @default - a table; vertical on a terminal that is narrower than that */
  readonly output?: ResultFormat | undefined;
}

/** Forms that programs read: rows, and nothing else. */
const DATA = { csv: asCsv, json: asJson, ndjson: asNdjson };

/** `lake query`: runs a statement in the lake's workgroup and database, and prints the rows. */
export async function queryCommand(output: Output, options: QueryOptions): Promise<void> {
  const sql = await readStatement(options);
  const { clients, names, jobTimeoutMs } = await resolveTarget(options.env);
  const result = await output.step("Run the query", () =>
    runQuery(clients.athena, {
      sql,
      workGroup: names.workGroup,
      database: names.database,
      timeoutMs: jobTimeoutMs,
    }),
  );
  const { output: format } = options;
  if (format !== undefined && format in DATA) {
    output.data(DATA[format as keyof typeof DATA](result)); // `in` has checked it
    return;
  }
  const form = format === "vertical" || format === "table" ? format : undefined;
  output.result(result, (shown) => renderQueryResult(shown, form, output.columns));
}

/**
 * Rows for people, with the scanned bytes and the execution time.
 *
 * @param form @default - a table, unless it is wider than what shows it
 * @param columns characters of a line of the terminal @default - any number
 */
export function renderQueryResult(
  result: QueryResult,
  form?: "table" | "vertical",
  columns = Infinity,
): string {
  const table = asTable(result);
  // The first line is the border.
  const isWide = table.indexOf("\n") > columns;
  const isVertical =
    form === "vertical" || (form === undefined && isWide && result.rows.length > 0);
  return [
    isVertical ? asVertical(result) : table,
    `${countOf(result.rows.length, "row")}, ${result.dataScannedBytes} bytes scanned, ${result.executionMilliseconds} ms`,
  ].join("\n");
}
