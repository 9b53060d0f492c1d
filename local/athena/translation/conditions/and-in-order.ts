import { SQL, type Sql } from "../../../duckdb/sql";

/**
 * `first AND rest`, of which `rest` is evaluated unless `first` is false: also for null, as Trino does. As the condition
 * of WHERE or CASE, DuckDB's AND leaves out what follows a null. A constant operand of AND it computes while it plans, and
 * fails: not the item of a list.
 */
export function andInOrder(first: Sql, rest: Sql): Sql {
  return SQL`CASE WHEN (${first}) IS DISTINCT FROM FALSE THEN [${rest}, ${first}][1] AND (${first}) ELSE FALSE END`;
}
