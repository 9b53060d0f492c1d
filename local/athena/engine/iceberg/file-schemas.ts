import { type DuckDBType, DuckDBListType, DuckDBMapType, DuckDBStructType } from "@duckdb/node-api";

import { join, literal, SQL } from "../../../duckdb/sql";
import { unsupported } from "../../query-error";
import type { DuckDbSession } from "../duckdb-session";

/** A column or nested field of a Parquet file. */
export interface FileField {
  /** The id of the table's field. */
  readonly id: number;
  readonly name: string;
  readonly type: DuckDBType;
  /** Fields of a struct, the element of a list, or key and value of a map. */
  readonly children: readonly FileField[];
}

/** Files with the same columns. */
export interface FileSchema {
  /** Indexes of the files. */
  readonly files: readonly number[];
  readonly fields: readonly FileField[];
  /** Compressed bytes of the columns of all the files, by name. */
  readonly bytes: ReadonlyMap<string, number>;
}

/** An element of a file's schema in DuckDB's list: depth first. */
interface SchemaElement {
  readonly name: string;
  readonly children: number;
  readonly id: number | undefined;
}

/**
 * Reads the columns of Parquet files with the ids of their fields, and groups files of the same columns.
 *
 * @throws QueryError for a file without ids
 */
export async function fileSchemas(
  session: DuckDbSession,
  paths: readonly string[],
): Promise<readonly FileSchema[]> {
  const files = SQL`[${join(paths.map(literal))}]`;
  const reader = await session.rows(
    SQL`SELECT list(file_name), columns FROM (
      SELECT file_name, list([name, CAST(coalesce(num_children, 0) AS VARCHAR), coalesce(CAST(field_id AS VARCHAR), ''),
          coalesce(type, ''), coalesce(CAST(logical_type AS VARCHAR), '')] ORDER BY column_id) AS columns
      FROM parquet_schema(${files}) GROUP BY file_name) GROUP BY columns`,
  );
  const indexOf = new Map(paths.map((path, index) => [path, index]));
  const schemas: FileSchema[] = [];
  for (const [names, elements] of reader.getRowsJson()) {
    const group = textLists([names])[0] ?? [];
    const [first = ""] = group;
    const tree = textLists(elements).map(([name = "", children, id = ""]) => ({
      name,
      children: Number(children),
      id: id === "" ? undefined : Number(id),
    }));
    const columns = await session.rows(
      SQL`SELECT * FROM read_parquet(${literal(first)}, hive_partitioning = false) LIMIT 0`,
    );
    const types = columns.columnNames().map((_, index) => columns.columnType(index));
    schemas.push({
      files: group.flatMap((name) => indexOf.get(name) ?? []),
      fields: fieldsOf(tree, types),
      bytes: await compressedBytes(session, group),
    });
  }
  return schemas;
}

async function compressedBytes(session: DuckDbSession, paths: readonly string[]) {
  const reader = await session.rows(
    SQL`SELECT split_part(path_in_schema, ', ', 1), sum(total_compressed_size)
       FROM parquet_metadata([${join(paths.map(literal))}]) GROUP BY 1`,
  );
  return new Map(reader.getRows().map(([name, bytes]) => [String(name), Number(bytes)]));
}

/** Lists of texts in a value of DuckDB. */
function textLists(value: unknown): string[][] {
  if (!Array.isArray(value)) return [];
  return value.map((list) => (Array.isArray(list) ? list.map(String) : []));
}

/** @param elements the file's schema, of which the first is its root */
function fieldsOf(
  elements: readonly SchemaElement[],
  types: readonly DuckDBType[],
): readonly FileField[] {
  let position = 0;
  const next = (): SchemaElement => {
    const element = elements[position];
    position += 1;
    if (element === undefined) throw new Error("The schema of a Parquet file ends early");
    return element;
  };
  const field = (type: DuckDBType): FileField => {
    const { name, children, id } = next();
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
