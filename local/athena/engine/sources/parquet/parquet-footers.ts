import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

import { type DuckDBType, SQLNULL } from "@duckdb/node-api";

import { EMPTY, join, literal, SQL, type Sql } from "../../../../duckdb/sql";
import type { DuckDbSession } from "../../duckdb-session";
import { unsupported } from "../../../query-error";
import { type FileFooter, FooterReader, untypedColumns } from "./parquet-footer-reader";
import { RevisionCache } from "../revision-cache";

/** Metadata of Parquet files that are read together. */
export interface ParquetFooter {
  /** SQL that reads the files. */
  readonly from: Sql;
  /** The union of the files' columns, with types that hold the values of all files. */
  readonly columns: readonly { readonly name: string; readonly type: DuckDBType }[];
  /**
   * The types that a column has in the files, by lower-case name, if not all files have the same columns. That of a
   * column whose type a file leaves open is SQLNULL.
   */
  readonly variants: ReadonlyMap<string, readonly DuckDBType[]>;
  /** Compressed bytes of a column's chunks, by lower-case name. */
  readonly compressedBytes: ReadonlyMap<string, number>;
}

/** Files whose footers are read before other work of the process, such as a cancellation, has its turn. */
const FILES_AT_ONCE = 256;

/** Reads and caches footers. The copy of an object never changes. */
export class ParquetFooters {
  private readonly known = new RevisionCache<ParquetFooter>();

  /**
   * @param files paths of copies, at least one
   * @param pattern of a folder that has exactly these files, in this order. @default - DuckDB is given their paths
   * @throws DuckDB's error if it can't read one
   */
  read(session: DuckDbSession, files: readonly string[], pattern?: string): Promise<ParquetFooter> {
    const paths = pattern === undefined ? listOf(files) : literal(pattern);
    // Hashed, since thousands of paths are a megabyte of SQL.
    const key = createHash("sha256").update(paths.text).digest("base64");
    return this.known.read(key, 0, async () => {
      const { schemas, compressedBytes } = await readFooters(session, files);
      // If there is one schema, DuckDB need not open each file to plan a query.
      const union = schemas.size === 1 ? EMPTY : SQL`, union_by_name = true`;
      const table = (some: Sql) => SQL`read_parquet(${some}${union}, hive_partitioning = false)`;
      const reader = await session.rows(
        SQL`SELECT * FROM ${table(listOf([...schemas.keys()]))} LIMIT 0`,
      );
      return {
        from: table(paths),
        columns: reader
          .columnNames()
          .map((name, index) => ({ name, type: reader.columnType(index) })),
        variants: schemas.size === 1 ? new Map() : await typesOf(session, schemas),
        compressedBytes,
      };
    });
  }
}

function listOf(files: readonly string[]): Sql {
  return SQL`[${join(files.map(literal))}]`;
}

/** Reads the footer of each file once. @returns the first file of each schema with its untyped columns, and the sums of the columns' sizes */
async function readFooters(session: DuckDbSession, files: readonly string[]) {
  const known = new Set<string>();
  const schemas = new Map<string, ReadonlySet<string>>();
  const compressedBytes = new Map<string, number>();
  const reader = new FooterReader();
  for (const [index, file] of files.entries()) {
    if (index % FILES_AT_ONCE === FILES_AT_ONCE - 1) await setImmediate();
    const footer = await footerOf(reader, session, file);
    if (!known.has(footer.schema)) schemas.set(file, untypedColumns(footer));
    known.add(footer.schema);
    for (const [name, bytes] of footer.compressedBytes) {
      compressedBytes.set(name, (compressedBytes.get(name) ?? 0) + bytes);
    }
  }
  return { schemas, compressedBytes };
}

async function footerOf(
  reader: FooterReader,
  session: DuckDbSession,
  file: string,
): Promise<FileFooter> {
  try {
    return reader.read(file);
  } catch {
    // DuckDB decides whether it is a Parquet file.
    await session.rows(oneFile(file));
    throw unsupported("A Parquet file whose footer only DuckDB can read");
  }
}

function oneFile(file: string): Sql {
  return SQL`SELECT * FROM read_parquet(${literal(file)}, hive_partitioning = false) LIMIT 0`;
}

async function typesOf(
  session: DuckDbSession,
  files: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Map<string, DuckDBType[]>> {
  const types = new Map<string, DuckDBType[]>();
  for (const [file, untyped] of files) {
    const reader = await session.rows(oneFile(file));
    for (const [index, name] of reader.columnNames().entries()) {
      const key = name.toLowerCase();
      const type = untyped.has(key) ? SQLNULL : reader.columnType(index);
      types.set(key, [...(types.get(key) ?? []), type]);
    }
  }
  return types;
}
