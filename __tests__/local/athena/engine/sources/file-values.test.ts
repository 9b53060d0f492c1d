import { DuckDBInstance } from "@duckdb/node-api";

import { valueOfFile } from "../../../../../local/athena/engine/sources/file-values";
import { readRows } from "../../../../../local/duckdb/run-sql";
import { join, literal, SQL } from "../../../../../local/duckdb/sql";

describe("the values of files", () => {
  it.each([1, 2, 128, 129, 1_000])("are those of the row's file, of %i files", async (count) => {
    const values = Array.from({ length: count }, (_, index) => `v${index}`);
    let longest = 0;
    const value = valueOfFile(count, (from, to) => {
      longest = Math.max(longest, to - from);
      return SQL`[${join(values.slice(from, to).map(literal))}]`;
    });
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const rows = await readRows(
      connection,
      SQL`SELECT ${value} FROM (SELECT CAST(range AS UBIGINT) AS file_index FROM range(${literal(count)}))`,
    );
    connection.closeSync();
    instance.closeSync();
    expect(rows.getRows().flat()).toEqual(values);
    // DuckDB copies a list for each file.
    expect(longest).toBeLessThanOrEqual(128);
  });
});
