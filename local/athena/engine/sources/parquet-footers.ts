import { createHash } from "node:crypto";

import type { DuckDBType } from "@duckdb/node-api";

import { join, literal, SQL, type Sql } from "../../../duckdb/sql";
import type { DuckDbSession } from "../duckdb-session";
import { RevisionCache } from "./revision-cache";

/** Metadata of Parquet files that are read together. */
export interface ParquetFooter {
  /** The union of the files' columns, with types that hold the values of all files. */
  readonly columns: readonly { readonly name: string; readonly type: DuckDBType }[];
  /** Compressed bytes of a column's chunks, by lower-case name. */
  readonly compressedBytes: ReadonlyMap<string, number>;
}

/** Reads and caches footers. The copy of an object never changes. */
export class ParquetFooters {
  private readonly known = new RevisionCache<ParquetFooter>();

  /**
   * @param files paths of copies
   * @param relation SQL that reads these files
   */
  read(session: DuckDbSession, files: readonly string[], relation: Sql): Promise<ParquetFooter> {
    // Hashed, since thousands of paths are a megabyte of SQL.
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
