import { QueryError } from "../../query-error";
import type { RewrittenSql } from "../text/rewritten-sql";
import { SqlReader } from "../text/sql-reader";
import { sqlString } from "../text/sql-text";

/** EXECUTE: the name of a prepared statement and its parameters as SQL. */
export interface ExecuteStatement {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** Reads `EXECUTE name [USING parameter, …]`. @see https://docs.aws.amazon.com/athena/latest/ug/sql-execute.html */
export function readExecute(text: string): ExecuteStatement {
  const reader = new SqlReader(text);
  reader.expect("EXECUTE");
  const name = nameOf(reader);
  const parameters = reader.accept("USING") ? reader.items() : [];
  reader.expectEnd();
  return { name, parameters };
}

/** Reads `PREPARE name FROM statement`. @see https://docs.aws.amazon.com/athena/latest/ug/sql-prepare.html */
export function readPrepare(text: string): { readonly name: string; readonly statement: string } {
  const reader = new SqlReader(text);
  reader.expect("PREPARE");
  const name = nameOf(reader);
  reader.expect("FROM");
  return { name, statement: text.slice(reader.offset, reader.endOffset) };
}

/** Reads `DEALLOCATE PREPARE name`. @see https://docs.aws.amazon.com/athena/latest/ug/sql-deallocate-prepare.html */
export function readDeallocate(text: string): string {
  const reader = new SqlReader(text);
  reader.expect("DEALLOCATE", "PREPARE");
  const name = nameOf(reader);
  reader.expectEnd();
  return name;
}

function nameOf(reader: SqlReader): string {
  const parts = reader.name();
  return parts.join(".");
}

/**
 * A statement with values for its `?`, which Trino binds: as text in the statement, a value could be more than a value.
 *
 * @throws QueryError INVALID_PARAMETER_USAGE for a parameter that is not one expression
 */
export function withParameters(
  sql: RewrittenSql,
  parameters: readonly string[],
): { readonly text: string; locate(message: string): string } {
  if (parameters.length === 0) return sql;
  for (const parameter of parameters) {
    const reader = new SqlReader(parameter);
    const { length } = reader.items();
    if (length === 1 && reader.peek() === undefined && reader.endOffset > 0) continue;
    const reason = `The parameter ${parameter} is not one value`;
    throw new QueryError("INVALID_PARAMETER_USAGE", reason);
  }
  // Its positions are those of the text in quotes, which starts on the second line.
  const text = `EXECUTE IMMEDIATE\n${sqlString(sql.text)} USING ${parameters.join(", ")}`;
  const locate = (message: string) =>
    sql.locate(
      message.replace(/^line (\d+):(\d+): /, (_, line: string, column: string) => {
        const inner = Number(line) - 1;
        return `line ${Math.max(inner, 1)}:${inner === 1 ? Number(column) - 1 : column}: `;
      }),
    );
  return { text, locate };
}
