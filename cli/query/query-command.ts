import { runQuery } from "./athena-query";
import type { QueryResult } from "./athena-query";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/output";
import { resolveTarget } from "../target/target";
import { countOf } from "../terminal/count-of";

/** `lake query "<sql>"`: runs a statement in the lake's workgroup and database, and prints the rows. */
export async function queryCommand(
  output: Output,
  options: { readonly env: string; readonly sql: string },
): Promise<void> {
  const { clients, names, jobTimeoutMs } = await resolveTarget(options.env);
  const result = await output.step("Run the query", () =>
    runQuery(clients.athena, {
      sql: options.sql,
      workGroup: names.workGroup,
      database: names.database,
      timeoutMs: jobTimeoutMs,
    }),
  );
  output.result(result, renderQueryResult);
}

/** Rows as a table, with the scanned bytes and the execution time. */
export function renderQueryResult(result: QueryResult): string {
  return [
    renderTable(
      result.columns.map(({ name }) => name),
      result.rows,
    ),
    `${countOf(result.rows.length, "row")}, ${result.dataScannedBytes} bytes scanned, ${result.executionMilliseconds} ms`,
  ].join("\n");
}
