import { SQL, type Sql } from "../../../duckdb/sql";

/**
 * An expression that always fails, in place of a value and with its type.
 *
 * @param column makes the message depend on a row, so that DuckDB does not evaluate it while it plans the query
 */
export function errorAs(message: Sql, value: Sql, column = value): Sql {
  // Not a CASE: DuckDB evaluates its constant conditions while it plans, and fails for no row at all.
  return SQL`[${value}][CAST(trino_fail(${message} || left(CAST(${column} AS VARCHAR), 0)) AS BIGINT)]`;
}
