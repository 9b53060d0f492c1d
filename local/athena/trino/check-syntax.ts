import { QueryError } from "../query-error";
import { type TrinoClient, TrinoUnavailableError } from "./client/trino-client";
import { RewrittenSql } from "./text/rewritten-sql";
import { SqlReader } from "./text/sql-reader";
import { TrinoQueryError } from "./trino-error";

/**
 * Lets Trino parse a statement, without analyzing it: `PREPARE` does no more. The semicolon that a statement may end
 * with, as some of dbt do, is not part of it.
 *
 * @throws QueryError SYNTAX_ERROR
 */
export async function checkSyntax(client: TrinoClient, text: string): Promise<void> {
  const { endOffset: end } = new SqlReader(text);
  const sql = new RewrittenSql(text, ["PREPARE checked FROM ", { start: 0, end }]);
  try {
    for await (const { error } of client.run(sql.text, {}, new AbortController().signal)) {
      if (error !== undefined) throw new TrinoQueryError(error, sql.locate(error.message));
    }
  } catch (error) {
    // The execution reports it.
    if (error instanceof TrinoUnavailableError) return;
    if (error instanceof QueryError && error.code !== "SYNTAX_ERROR") return;
    throw error;
  }
}
