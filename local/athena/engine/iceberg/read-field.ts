import { DuckDBTypeId } from "@duckdb/node-api";

import { identifier, join, SQL, type Sql } from "../../../duckdb/sql";
import type { IcebergField } from "../../../iceberg/metadata/iceberg-type";
import { QueryError } from "../../query-error";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { TrinoType } from "../../types/trino-type";
import { readScalar } from "../sources/parquet/parquet-scalar";
import type { FileField } from "./file-schemas";
import { trinoTypeOfIceberg } from "./iceberg-column-type";

/**
 * SQL that reads a field of a table from a file, by the ids of the file's own fields at every level: names may have
 * changed since it was written. A field that the file has not is null.
 *
 * @param parts the fields of the file in which it is
 * @param sqlOf SQL of one of these
 * @throws QueryError ICEBERG_BAD_DATA if the file's type is none that the table's has evolved from
 */
export function readField(
  field: IcebergField,
  parts: readonly FileField[],
  sqlOf: (part: FileField) => Sql,
): Sql {
  const type = knownType(field);
  const found = parts.find(({ id }) => id === field.id);
  if (found === undefined) return SQL`CAST(NULL AS ${duckDbTypeOf(type)})`;
  const sql = sqlOf(found);
  const read = (part: IcebergField, inner: Sql) => readField(part, found.children, () => inner);
  switch (field.type.kind) {
    case "struct": {
      const fields = field.type.fields.map(
        (part) =>
          SQL`${identifier(part.name)} := ${readField(part, found.children, ({ name }) => SQL`${sql}.${identifier(name)}`)}`,
      );
      return SQL`CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${join(fields)}) END`;
    }
    case "list": {
      const item = read(field.type.element, SQL`item`);
      return item.text === "item" ? sql : SQL`list_transform(${sql}, lambda item: ${item})`;
    }
    case "map": {
      const key = read(field.type.key, SQL`item.key`);
      const value = read(field.type.value, SQL`item.value`);
      if (key.text === "item.key" && value.text === "item.value") return sql;
      return SQL`map_from_entries(list_transform(map_entries(${sql}), lambda item: struct_pack(key := ${key}, value := ${value})))`;
    }
    default:
      return readPrimitive(field, type, found, sql);
  }
}

function readPrimitive(field: IcebergField, type: TrinoType, found: FileField, sql: Sql): Sql {
  const { typeId } = found.type;
  if (type.kind === "timestamp" && typeId === DuckDBTypeId.TIMESTAMP) return sql;
  if (type.kind === "timestamp with time zone" && typeId === DuckDBTypeId.TIMESTAMP_TZ) {
    return SQL`CASE WHEN ${sql} IS NOT NULL THEN struct_pack(i := timezone('UTC', ${sql}), z := 'UTC') END`;
  }
  const read = type.kind.startsWith("timestamp")
    ? undefined
    : readScalar(sql, found.type, type, false);
  if (read !== undefined) return read;
  throw new QueryError(
    "ICEBERG_BAD_DATA",
    `Field ${field.name} is ${found.type.toString()} in a Parquet file, which is no ${type.kind}`,
  );
}

/** The type of a field that the query uses, whose columns are known to have one. */
function knownType(field: IcebergField): TrinoType {
  const type = trinoTypeOfIceberg(field.type);
  if (type === undefined) throw new Error(`The field ${field.name} has no type here`);
  return type;
}
