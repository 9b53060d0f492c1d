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
  /** The types that a column has in the files, by lower-case name, if not all files have the same columns. */
  readonly variants: ReadonlyMap<string, readonly DuckDBType[]>;
  /** Compressed bytes of a column's chunks, by lower-case name. */
  readonly compressedBytes: ReadonlyMap<string, number>;
}

/** Reads and caches footers. The copy of an object never changes. */
export class ParquetFooters {
  private readonly known = new RevisionCache<ParquetFooter>();

  /** @param files paths of copies, at least one */
  read(session: DuckDbSession, files: readonly string[]): Promise<ParquetFooter> {
    const paths = listOf(files);
    // Hashed, since thousands of paths are a megabyte of SQL.
    const key = createHash("sha256").update(paths.text).digest("base64");
    return this.known.read(key, 0, async () => {
      const schemas = (await haveOneSchema(session, files.length, paths))
        ? files.slice(0, 1)
        : await filesOfSchemas(session, paths);
      const union = schemas.length === 1 ? EMPTY : SQL`, union_by_name = true`;
      const table = (some: Sql) => SQL`read_parquet(${some}${union}, hive_partitioning = false)`;
      const reader = await session.rows(
        SQL`SELECT * FROM ${table(schemas.length === 1 ? listOf(schemas) : paths)} LIMIT 0`,
      );
      const chunks = await session.rows(
        SQL`SELECT lower(split_part(path_in_schema, ', ', 1)), sum(total_compressed_size)
         FROM parquet_metadata(${paths}) GROUP BY 1`,
      );
      return {
        from: table(paths),
        columns: reader
          .columnNames()
          .map((name, index) => ({ name, type: reader.columnType(index) })),
        variants: schemas.length === 1 ? new Map() : await typesOf(session, schemas),
        compressedBytes: new Map(
          chunks.getRows().map(([name, bytes]) => [String(name), Number(bytes)]),
        ),
      };
    });
  }
}

/** What describes a column in a file's schema. */
const COLUMN = SQL`name, type, type_length, repetition_type, num_children, converted_type, scale, precision, logical_type`;

function listOf(files: readonly string[]): Sql {
  return SQL`[${join(files.map(literal))}]`;
}

/** Whether all files have the same columns: each is at its place in every file, and no other is there. */
async function haveOneSchema(session: DuckDbSession, files: number, paths: Sql): Promise<boolean> {
  if (files === 1) return true;
  const reader = await session.rows(
    SQL`SELECT bool_and(n = ${literal(files)}) FROM (
      SELECT count(*) AS n FROM parquet_schema(${paths}) GROUP BY column_id, ${COLUMN})`,
  );
  return reader.getRows()[0]?.[0] === true;
}

/** A file of each schema. If there is one schema, DuckDB need not open each file to plan a query. */
async function filesOfSchemas(session: DuckDbSession, paths: Sql): Promise<string[]> {
  const reader = await session.rows(
    SQL`SELECT min(file_name) FROM (
      SELECT file_name, list(ROW(${COLUMN}) ORDER BY column_id) AS columns
      FROM parquet_schema(${paths}) GROUP BY file_name) GROUP BY columns`,
  );
  return reader.getRows().map(([file]) => String(file));
}

async function typesOf(
  session: DuckDbSession,
  files: readonly string[],
): Promise<Map<string, DuckDBType[]>> {
  const types = new Map<string, DuckDBType[]>();
  for (const file of files) {
    const reader = await session.rows(
      SQL`SELECT * FROM read_parquet(${literal(file)}, hive_partitioning = false) LIMIT 0`,
    );
    for (const [index, name] of reader.columnNames().entries()) {
      const key = name.toLowerCase();
      types.set(key, [...(types.get(key) ?? []), reader.columnType(index)]);
    }
  }
  return types;
}
