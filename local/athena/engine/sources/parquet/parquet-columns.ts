import {
  type DuckDBType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  DuckDBTypeId,
} from "@duckdb/node-api";

import { identifier, join, SQL, type Sql } from "../../../../duckdb/sql";
import { QueryError, unsupported } from "../../../query-error";
import { duckDbTypeOf } from "../../../types/duckdb-type";
import type { TrinoType } from "../../../types/trino-type";
import type { CatalogColumn } from "../../catalog-table";
import { INTEGERS, readScalar, TIMESTAMPS } from "./parquet-scalar";

const FLOATS = [DuckDBTypeId.FLOAT, DuckDBTypeId.DOUBLE];

/**
 * SQL that reads a column with the table's type: a missing column is null, a narrower type is widened.
 *
 * @throws QueryError HIVE_BAD_DATA if the files' type is incompatible
 */
export function readColumn(
  column: CatalogColumn,
  file: { readonly name: string; readonly type: DuckDBType } | undefined,
): Sql {
  const target = duckDbTypeOf(column.type);
  if (file === undefined) return SQL`CAST(NULL AS ${target})`;
  const sql = readAs(identifier(file.name), file.type, column.type, true);
  if (sql !== undefined) return sql;
  if (isReadByTrino(file.type, column.type)) {
    throw unsupported(
      `A column ${column.name} of type ${column.hiveType} in Parquet files where it is ${file.type.toString()}`,
    );
  }
  throw new QueryError(
    "HIVE_BAD_DATA",
    `Field ${column.name}'s type ${file.type.toString()} in parquet file is incompatible with type ${column.hiveType} defined in table schema`,
  );
}

/**
 * Whether Trino reads a type as another one that this engine does not: unsigned 64-bit integers, of which it takes the
 * bits, and numbers and times as each other.
 */
function isReadByTrino(from: DuckDBType, to: TrinoType): boolean {
  const isNumber = [...INTEGERS, DuckDBTypeId.UINTEGER, DuckDBTypeId.UBIGINT].includes(from.typeId);
  if (isNumber) return !["boolean", "char", "varbinary", "timestamp"].includes(to.kind);
  if (FLOATS.includes(from.typeId)) return to.kind === "varchar" && to.length === undefined;
  const isTime = [...TIMESTAMPS, DuckDBTypeId.TIMESTAMP_TZ, DuckDBTypeId.TIME].includes(
    from.typeId,
  );
  return isTime && to.kind === "bigint";
}

/** @param whole whether it is the whole column: only then Trino reads numbers as numbers of other kinds, or as text */
function readAs(sql: Sql, from: DuckDBType, to: TrinoType, whole = false): Sql | undefined {
  if (from.typeId === DuckDBTypeId.SQLNULL) return SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
  switch (to.kind) {
    case "array": {
      if (!(from instanceof DuckDBListType)) return undefined;
      rejectUnknownFields(from.valueType, to.element);
      const item = readAs(SQL`item`, from.valueType, to.element);
      if (item === undefined || item.text === "item") return item && sql;
      return SQL`list_transform(${sql}, lambda item: ${item})`;
    }
    case "map": {
      if (!(from instanceof DuckDBMapType)) return undefined;
      rejectUnknownFields(from.valueType, to.value);
      const [key, value] = [
        readAs(SQL`item.key`, from.keyType, to.key),
        readAs(SQL`item.value`, from.valueType, to.value),
      ];
      if (key === undefined || value === undefined) return undefined;
      if (key.text === "item.key" && value.text === "item.value") return sql;
      return SQL`map_from_entries(list_transform(map_entries(${sql}), lambda item: struct_pack(key := ${key}, value := ${value})))`;
    }
    case "row":
      return from instanceof DuckDBStructType ? readStruct(sql, from, to) : undefined;
    default:
      return readScalar(sql, from, to, whole);
  }
}

/** Trino fails for elements that are structs without a field of the table's type. */
function rejectUnknownFields(from: DuckDBType, to: TrinoType): void {
  if (!(from instanceof DuckDBStructType) || to.kind !== "row") return;
  const names = new Set(from.entryNames.map((name) => name.toLowerCase()));
  if (to.fields.some(({ name = "" }) => names.has(name))) return;
  throw unsupported("A list or map of structs of which a Parquet file has no field");
}

function readStruct(
  sql: Sql,
  from: DuckDBStructType,
  to: Extract<TrinoType, { kind: "row" }>,
): Sql | undefined {
  let unchanged = from.entryCount === to.fields.length;
  let known = false;
  const fields: Sql[] = [];
  for (const [index, { name = "", type }] of to.fields.entries()) {
    const place = from.entryNames.findIndex((entry) => entry.toLowerCase() === name);
    const [entryName, entryType] = [from.entryNames[place], from.entryTypes[place]];
    known ||= entryType !== undefined;
    const inner = SQL`${sql}.${identifier(entryName ?? name)}`;
    const read =
      entryType === undefined
        ? SQL`CAST(NULL AS ${duckDbTypeOf(type)})`
        : readAs(inner, entryType, type);
    if (read === undefined) return undefined;
    unchanged &&= place === index && entryName === name && read.text === inner.text;
    fields.push(SQL`${identifier(name)} := ${read}`);
  }
  if (unchanged) return sql;
  // Without a field of its own, a struct is a missing column.
  if (!known) return SQL`CAST(NULL AS ${duckDbTypeOf(to)})`;
  return SQL`CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${join(fields)}) END`;
}
