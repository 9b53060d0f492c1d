import { type DuckDBType, DuckDBListType, DuckDBMapType, DuckDBStructType } from "@duckdb/node-api";

import { literal, SQL } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import type { DuckDbSession } from "../duckdb-session";
import { type FileFooter, FooterReader } from "../sources/parquet/parquet-footer-reader";

/** A column or nested field of a Parquet file. */
export interface FileField {
  /** The id of the table's field. */
  readonly id: number;
  readonly name: string;
  readonly type: DuckDBType;
  /** Fields of a struct, the element of a list, or key and value of a map. */
  readonly children: readonly FileField[];
}

/** A file of a table, and the path of its copy on this machine. */
export interface LocalFile {
  readonly uri: string;
  readonly path: string;
}

interface FileGroup extends LocalFile {
  readonly footer: FileFooter;
  readonly files: number[];
  readonly bytes: Map<string, number>;
}

/** Files with the same columns. */
export interface FileSchema {
  /** Indexes of the files. */
  readonly files: readonly number[];
  readonly fields: readonly FileField[];
  /** Compressed bytes of the columns of all the files, by lower-case name. */
  readonly bytes: ReadonlyMap<string, number>;
}

/**
 * Reads the columns of Parquet files with the ids of their fields, and groups files of the same columns.
 *
 * @param files their URIs and local copies
 * @throws QueryError for a file without ids, or that is no Parquet file
 */
export async function fileSchemas(
  session: DuckDbSession,
  files: readonly LocalFile[],
): Promise<readonly FileSchema[]> {
  const groups = new Map<string, FileGroup>();
  const reader = new FooterReader();
  for (const [index, file] of files.entries()) {
    const footer = footerOf(file, reader);
    const ids = footer.elements.map(({ field_id: id }) => id);
    const key = JSON.stringify([footer.schema, ids]);
    const group: FileGroup = groups.get(key) ?? { ...file, footer, files: [], bytes: new Map() };
    groups.set(key, group);
    group.files.push(index);
    for (const [name, size] of footer.compressedBytes) {
      group.bytes.set(name, (group.bytes.get(name) ?? 0) + size);
    }
  }
  return Promise.all(
    [...groups.values()].map(async ({ bytes, files: indexes, footer, path }) => {
      const fields = fieldsOf(footer.elements, await columnTypes(session, path));
      return { files: indexes, fields, bytes };
    }),
  );
}

/** A file's footer. @throws QueryError ICEBERG_BAD_DATA */
export function footerOf({ path, uri }: LocalFile, reader = new FooterReader()): FileFooter {
  try {
    return reader.read(path);
  } catch {
    throw new QueryError("ICEBERG_BAD_DATA", `Malformed Parquet file: ${uri}`);
  }
}

async function columnTypes(session: DuckDbSession, path: string): Promise<readonly DuckDBType[]> {
  const reader = await session.rows(
    SQL`SELECT * FROM read_parquet(${literal(path)}, hive_partitioning = false) LIMIT 0`,
  );
  return reader.columnNames().map((_, index) => reader.columnType(index));
}

/** @param elements the file's schema, of which the first is its root */
function fieldsOf(
  elements: FileFooter["elements"],
  types: readonly DuckDBType[],
): readonly FileField[] {
  let position = 0;
  const next = (): FileFooter["elements"][number] => {
    const element = elements[position];
    position += 1;
    if (element === undefined) throw new Error("The schema of a Parquet file ends early");
    return element;
  };
  const field = (type: DuckDBType): FileField => {
    const { name, num_children: children = 0, field_id: id } = next();
    if (id === undefined) {
      throw unsupported("An Iceberg table with Parquet files whose columns have no field ids");
    }
    const read = (): readonly FileField[] => {
      if (type instanceof DuckDBStructType) return type.entryTypes.map(field);
      if (type instanceof DuckDBListType) {
        // The group that repeats.
        next();
        return [field(type.valueType)];
      }
      if (type instanceof DuckDBMapType) {
        next();
        return [field(type.keyType), field(type.valueType)];
      }
      if (children > 0) throw unsupported(`A Parquet file with the type ${type.toString()}`);
      return [];
    };
    return { id, name, type, children: read() };
  };
  next();
  return types.map(field);
}
