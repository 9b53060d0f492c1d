import {
  type DuckDBType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  DuckDBTypeId,
} from "@duckdb/node-api";

import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError } from "../../query-error";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { TrinoType } from "../../types/trino-type";
import type { CatalogColumn } from "../catalog-table";

const INTEGERS = [
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.BIGINT,
];

const TIMESTAMPS = [
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_NS,
];

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
  const sql = readAs(identifier(file.name), file.type, column.type);
  if (sql !== undefined) return sql;
  throw new QueryError(
    "HIVE_BAD_DATA",
    `Field ${column.name}'s type ${file.type.toString()} in parquet file is incompatible with type ${column.hiveType} defined in table schema`,
  );
}

function readAs(sql: Sql, from: DuckDBType, to: TrinoType): Sql | undefined {
  if (from.typeId === DuckDBTypeId.SQLNULL) return SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
  switch (to.kind) {
    case "array": {
      if (!(from instanceof DuckDBListType)) return undefined;
      const item = readAs(SQL`item`, from.valueType, to.element);
      if (item === undefined || item.text === "item") return item && sql;
      return SQL`list_transform(${sql}, lambda item: ${item})`;
    }
    case "map": {
      if (!(from instanceof DuckDBMapType)) return undefined;
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
      return readScalar(sql, from, to);
  }
}

function readStruct(
  sql: Sql,
  from: DuckDBStructType,
  to: Extract<TrinoType, { kind: "row" }>,
): Sql | undefined {
  let unchanged = from.entryCount === to.fields.length;
  const fields: Sql[] = [];
  for (const [index, { name = "", type }] of to.fields.entries()) {
    const place = from.entryNames.findIndex((entry) => entry.toLowerCase() === name);
    const [entryName, entryType] = [from.entryNames[place], from.entryTypes[place]];
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
  return SQL`CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${join(fields)}) END`;
}

function readScalar(sql: Sql, from: DuckDBType, to: TrinoType): Sql | undefined {
  const cast = SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
  const is = (...ids: DuckDBTypeId[]) => ids.includes(from.typeId);
  switch (to.kind) {
    case "boolean":
      return is(DuckDBTypeId.BOOLEAN) ? sql : undefined;
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      if (!INTEGERS.includes(from.typeId)) return undefined;
      return from.toString() === duckDbTypeOf(to).text ? sql : cast;
    case "real":
      return is(DuckDBTypeId.FLOAT) ? sql : undefined;
    case "double":
      if (is(DuckDBTypeId.DOUBLE)) return sql;
      return is(DuckDBTypeId.FLOAT) ? cast : undefined;
    case "decimal":
      if (from.toString() === duckDbTypeOf(to).text) return sql;
      return is(DuckDBTypeId.DECIMAL) || INTEGERS.includes(from.typeId) ? cast : undefined;
    case "varchar":
    case "char": {
      const text = is(DuckDBTypeId.BLOB)
        ? SQL`decode(${sql})`
        : is(DuckDBTypeId.VARCHAR)
          ? sql
          : undefined;
      if (text === undefined || to.length === undefined) return text;
      const cut = SQL`left(${text}, ${literal(to.length)})`;
      return to.kind === "char" ? SQL`rpad(${cut}, ${literal(to.length)}, ' ')` : cut;
    }
    case "varbinary":
      if (is(DuckDBTypeId.BLOB)) return sql;
      return is(DuckDBTypeId.VARCHAR) ? SQL`encode(${sql})` : undefined;
    case "date":
      return is(DuckDBTypeId.DATE) ? sql : undefined;
    case "timestamp":
      // Athena's timestamps have milliseconds; higher precisions are rounded.
      if (TIMESTAMPS.includes(from.typeId))
        return SQL`CAST(CAST(${sql} AS TIMESTAMP_MS) AS TIMESTAMP)`;
      return is(DuckDBTypeId.TIMESTAMP_TZ)
        ? SQL`CAST(CAST(timezone('UTC', ${sql}) AS TIMESTAMP_MS) AS TIMESTAMP)`
        : undefined;
    default:
      return undefined;
  }
}
