import { createHash } from "node:crypto";

import type { DuckDBType } from "@duckdb/node-api";

import { EMPTY, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import type { DuckDbSession } from "../duckdb-session";
import { RevisionCache } from "./revision-cache";

/** Metadata of Parquet files that are read together. */
export interface ParquetFooter {
  /** SQL that reads the files. */
  readonly from: Sql;
  /** The union of the files' columns, with types that hold the values of all files. */
  readonly columns: readonly { readonly name: string; readonly type: DuckDBType }[];
  /** Compressed bytes of a column's chunks, by lower-case name. */
  readonly compressedBytes: ReadonlyMap<string, number>;
}

/** Reads and caches footers. The copy of an object never changes. */
export class ParquetFooters {
  private readonly known = new RevisionCache<ParquetFooter>();

  /** @param files paths of copies, at least one */
  read(session: DuckDbSession, files: readonly string[]): Promise<ParquetFooter> {
    const paths = SQL`[${join(files.map(literal))}]`;
    // Hashed, since thousands of paths are a megabyte of SQL.
    const key = createHash("sha256").update(paths.text).digest("base64");
    return this.known.read(key, 0, async () => {
      const union = (await haveOneSchema(session, paths)) ? EMPTY : SQL`, union_by_name = true`;
      const from = SQL`read_parquet(${paths}${union}, hive_partitioning = false)`;
      const reader = await session.rows(SQL`SELECT * FROM ${from} LIMIT 0`);
      const chunks = await session.rows(
        SQL`SELECT lower(split_part(path_in_schema, ', ', 1)), sum(total_compressed_size)
         FROM parquet_metadata(${paths}) GROUP BY 1`,
      );
      return {
        from,
        columns: reader
          .columnNames()
          .map((name, index) => ({ name, type: reader.columnType(index) })),
        compressedBytes: new Map(
          chunks.getRows().map(([name, bytes]) => [String(name), Number(bytes)]),
        ),
      };
    });
  }
}

/** Whether all files have the same columns. Then DuckDB need not open each file to plan a query. */
async function haveOneSchema(session: DuckDbSession, paths: Sql): Promise<boolean> {
  const reader = await session.rows(
    SQL`SELECT count(DISTINCT columns) FROM (
      SELECT list(
        ROW(name, type, type_length, repetition_type, num_children, converted_type, scale, precision, logical_type)
        ORDER BY column_id
      ) AS columns
      FROM parquet_schema(${paths}) GROUP BY file_name)`,
  );
  return Number(reader.getRows()[0]?.[0]) === 1;
}
