import { createHash } from "node:crypto";

import type { DuckDBType } from "@duckdb/node-api";

import { join, literal, SQL, type Sql } from "../../../duckdb/sql";
import type { DuckDbSession } from "../duckdb-session";
import { RevisionCache } from "./revision-cache";

/** What the footers of Parquet files that are read together say. */
export interface ParquetFooter {
  /** Columns of any file, in the types that hold all files' values. */
  readonly columns: readonly { readonly name: string; readonly type: DuckDBType }[];
  /** Compressed bytes of the chunks of a column, by its name in lower case. */
  readonly compressedBytes: ReadonlyMap<string, number>;
}

/** Reads footers; those of the same files once, for the copy of an object never changes. */
export class ParquetFooters {
  private readonly known = new RevisionCache<ParquetFooter>();

  /**
   * @param files copies of objects
   * @param relation SQL that reads them together
   */
  of(session: DuckDbSession, files: readonly string[], relation: Sql): Promise<ParquetFooter> {
    // Names of thousands of files are a megabyte; their hash is as good a key.
    const key = createHash("sha256").update(relation.text).digest("base64");
    return this.known.read(key, 0, async () => {
      const reader = await session.rows(SQL`SELECT * FROM ${relation} LIMIT 0`);
      const chunks = await session.rows(
        SQL`SELECT lower(split_part(path_in_schema, ', ', 1)), sum(total_compressed_size)
         FROM parquet_metadata([${join(files.map(literal))}]) GROUP BY 1`,
      );
      return {
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
