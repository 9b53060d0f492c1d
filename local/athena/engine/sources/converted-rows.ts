import { createWriteStream, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

import { join as joinSql, literal, SQL, type Sql } from "../../../duckdb/sql";
import type { DataFile } from "./file-source";

/** Minimum size of DuckDB's buffer, which must hold the longest row. */
const MIN_BUFFER = 512 * 1024;

/**
 * Converts the rows of files to lines of JSON, each an object.
 *
 * @param scratchFolder for the converted files, until the query has ended
 * @param columns SQL of a struct with the type of each column
 * @returns the table function that reads them
 */
export async function convertedRows(
  files: readonly DataFile[],
  scratchFolder: string,
  columns: Sql,
  convert: (file: DataFile) => AsyncIterable<string>,
): Promise<Sql> {
  const folder = mkdtempSync(join(scratchFolder, "rows-"));
  const paths: Sql[] = [];
  let longestRow = 0;
  for (const [index, file] of files.entries()) {
    const path = join(folder, `${index}.json`);
    await pipeline(
      convert(file),
      async function* (rows: AsyncIterable<string>) {
        for await (const row of rows) {
          longestRow = Math.max(longestRow, row.length + 1);
          yield `${row}\n`;
        }
      },
      createWriteStream(path),
    );
    paths.push(literal(path));
  }
  // A UTF-16 unit has up to three bytes in UTF-8.
  const buffer = Math.max(MIN_BUFFER, longestRow * 3);
  return SQL`read_json([${joinSql(paths)}], format = 'newline_delimited', records = true, maximum_object_size = ${literal(buffer)}, columns = ${columns})`;
}

/** The columns of rows of which a query uses none: it may count them. */
export const NO_COLUMNS: Sql = SQL`{row: 'JSON'}`;
