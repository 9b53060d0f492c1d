import { literal, SQL, type Sql } from "../../../duckdb/sql";

/**
 * Values of one list. DuckDB copies a constant list for each vector of rows, and each file begins a vector: one list of
 * the values of n files would be copied n times, which is quadratic.
 */
const LIST_LENGTH = 128;

/**
 * SQL of a value that depends on a row's file. Lists of a few files are chosen by a binary search; unlike a join, it
 * keeps the order of the rows.
 *
 * @param count number of files, at least one
 * @param list SQL of the list of the values of the files from an index, included, to another one, excluded
 */
export function valueOfFile(count: number, list: (from: number, to: number) => Sql): Sql {
  const search = (from: number, to: number): Sql => {
    if (to - from <= LIST_LENGTH) {
      return SQL`(${list(from, to)})[CAST(file_index AS BIGINT) + ${literal(1 - from)}]`;
    }
    const middle = Math.ceil((from + to) / 2);
    return SQL`CASE WHEN file_index < ${literal(middle)} THEN ${search(from, middle)} ELSE ${search(middle, to)} END`;
  };
  return search(0, count);
}
