import { SQL, type Sql } from "./sql";

/**
 * A list for a function with a lambda that may fail. Of values that Parquet keeps as a dictionary, DuckDB calls such a
 * function for every value of the dictionary, whichever rows a query has: a lambda that fails for another row's value
 * would fail the query, and in TRY make every row null. It does not do so for an argument that may fail itself, which a
 * repeated list may.
 */
export function eachRow(list: Sql): Sql {
  return SQL`repeat(${list}, 1)`;
}
