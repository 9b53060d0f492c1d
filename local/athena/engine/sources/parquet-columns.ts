import {
  type DuckDBType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  DuckDBTypeId,
} from "@duckdb/node-api";

import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { errorAs } from "../macros/error-as";
import { notSupported } from "../macros/not-supported";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { TrinoType } from "../../types/trino-type";
import type { CatalogColumn } from "../catalog-table";

/** Integers that fit into 64 bits with a sign. */
export const INTEGERS: readonly DuckDBTypeId[] = [
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
];

const FLOATS = [DuckDBTypeId.FLOAT, DuckDBTypeId.DOUBLE];

/** Integers of at most 32 bits, which are read as other numbers too. */
const SHORT_INTEGERS = INTEGERS.filter((id) => id !== DuckDBTypeId.BIGINT);

/** Decimals of at most so many digits are read from integers. */
const SHORT_DECIMAL_DIGITS = 18;

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

function readScalar(sql: Sql, from: DuckDBType, to: TrinoType, whole: boolean): Sql | undefined {
  const cast = SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
  const is = (...ids: DuckDBTypeId[]) => ids.includes(from.typeId);
  switch (to.kind) {
    case "boolean":
      return is(DuckDBTypeId.BOOLEAN) ? sql : undefined;
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      if (is(DuckDBTypeId.UINTEGER)) return SQL`CAST(${signed(sql)} AS ${duckDbTypeOf(to)})`;
      if (!INTEGERS.includes(from.typeId)) return undefined;
      return from.toString() === duckDbTypeOf(to).text ? sql : cast;
    case "real":
      return is(DuckDBTypeId.FLOAT) ? sql : undefined;
    case "double":
      if (is(DuckDBTypeId.DOUBLE)) return sql;
      return is(DuckDBTypeId.FLOAT) || (whole && is(...SHORT_INTEGERS)) ? cast : undefined;
    case "decimal":
      if (from.toString() === duckDbTypeOf(to).text) return sql;
      if (is(DuckDBTypeId.DECIMAL)) return cast;
      return whole && is(...SHORT_INTEGERS) && to.precision <= SHORT_DECIMAL_DIGITS
        ? cast
        : undefined;
    case "varchar":
    case "char": {
      const isNumber = whole && is(...INTEGERS, DuckDBTypeId.DECIMAL);
      if (to.kind === "varchar" && to.length === undefined && isNumber) return cast;
      const text = is(DuckDBTypeId.BLOB)
        ? decoded(sql)
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
      if (is(DuckDBTypeId.TIMESTAMP_NS)) return inMilliseconds(SQL`CAST(${sql} AS TIMESTAMP)`);
      if (TIMESTAMPS.includes(from.typeId)) return inMilliseconds(sql);
      return is(DuckDBTypeId.TIMESTAMP_TZ)
        ? inMilliseconds(SQL`timezone('UTC', ${sql})`)
        : undefined;
    default:
      return undefined;
  }
}

/** Athena's timestamps have milliseconds; higher precisions are rounded, half up also before 1970. */
function inMilliseconds(sql: Sql): Sql {
  return SQL`date_trunc('millisecond', CAST(${sql} AS TIMESTAMP) + INTERVAL 500 MICROSECONDS)`;
}

/** As Trino, takes the bits of an unsigned 32-bit integer as those of a signed one. */
function signed(sql: Sql): Sql {
  return SQL`CASE WHEN ${sql} > 2147483647 THEN CAST(${sql} AS BIGINT) - 4294967296 ELSE CAST(${sql} AS BIGINT) END`;
}

/** The text of bytes. DuckDB holds no text that is not UTF-8. */
function decoded(sql: Sql): Sql {
  const message = notSupported("Text that is not UTF-8 in a Parquet file");
  return SQL`CASE WHEN ${sql} IS NOT NULL AND try(decode(${sql})) IS NULL THEN ${errorAs(message, SQL`''`, sql)} ELSE try(decode(${sql})) END`;
}
