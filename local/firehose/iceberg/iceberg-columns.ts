import type { HiveColumn, HiveType } from "../../../formats/hive-type";
import { identifier, join, literal, SQL, type Sql } from "../../duckdb/sql";
import type { IcebergField, IcebergType } from "../../iceberg/metadata/iceberg-type";

const DUCKDB_TYPES = {
  boolean: SQL`BOOLEAN`,
  int: SQL`INTEGER`,
  long: SQL`BIGINT`,
  float: SQL`FLOAT`,
  double: SQL`DOUBLE`,
  date: SQL`DATE`,
  timestamp: SQL`TIMESTAMP`,
  timestamptz: SQL`TIMESTAMPTZ`,
  string: SQL`VARCHAR`,
  binary: SQL`BLOB`,
} as const;

/** Types in rows of canonical JSON that are texts there, and are cast. */
const CANONICAL_TYPES = { ...DUCKDB_TYPES, timestamptz: SQL`VARCHAR`, binary: SQL`VARCHAR` };

/**
 * The path of the first column, or nested field, of a type that is not written: `time`, `uuid` and `fixed`.
 *
 * @returns the path and the type; undefined if all are written
 */
export function unwrittenColumn(fields: readonly IcebergField[]): string | undefined {
  for (const { name, type } of fields) {
    if (type.kind === "time" || type.kind === "uuid" || type.kind === "fixed") {
      return `${name} (${type.kind})`;
    }
    const nested = unwrittenColumn(partsOf(type));
    if (nested !== undefined) return `${name}.${nested}`;
  }
  return undefined;
}

/** Whether a column or nested field must have a value; keys of maps always must. */
export function hasRequired(fields: readonly IcebergField[]): boolean {
  return fields.some(
    ({ required, type }) =>
      required || hasRequired(type.kind === "map" ? [type.value] : partsOf(type)),
  );
}

/** The DuckDB type of a column in a data file. */
export function fileType(type: IcebergType): Sql {
  return duckDbType(type, DUCKDB_TYPES);
}

/** The `columns` parameter of `read_json` for rows of canonical JSON. */
export function canonicalFields(fields: readonly IcebergField[]): Sql {
  const entries = fields.map(
    ({ name, type }) =>
      SQL`${identifier(name)}: ${literal(duckDbType(type, CANONICAL_TYPES).text)}`,
  );
  return SQL`{${join(entries)}}`;
}

/** The option FIELD_IDS of COPY, with the ids of nested fields. */
export function fieldIds(fields: readonly IcebergField[]): Sql {
  return SQL`{${join(fields.map(({ name, ...field }) => SQL`${identifier(name)}: ${idsOf(field)}`))}}`;
}

/** Columns of the types whose simple records DuckDB reads unchanged; the others are null in them. */
export function hiveColumns(fields: readonly IcebergField[]): HiveColumn[] {
  return fields.map(({ name, type }) => ({ name, type: hiveType(type) }));
}

function idsOf({ id, type }: Pick<IcebergField, "id" | "type">): Sql {
  const parts = partsOf(type);
  if (parts.length === 0) return literal(id);
  const nested = parts.map(({ name, ...part }) => SQL`${identifier(name)}: ${idsOf(part)}`);
  return SQL`{__duckdb_field_id: ${literal(id)}, ${join(nested)}}`;
}

function partsOf(type: IcebergType): readonly IcebergField[] {
  switch (type.kind) {
    case "struct":
      return type.fields;
    case "list":
      return [type.element];
    case "map":
      return [type.key, type.value];
    default:
      return [];
  }
}

function duckDbType(type: IcebergType, plain: Record<keyof typeof DUCKDB_TYPES, Sql>): Sql {
  switch (type.kind) {
    case "decimal":
      return SQL`DECIMAL(${literal(type.precision)},${literal(type.scale)})`;
    case "list":
      return SQL`${duckDbType(type.element.type, plain)}[]`;
    case "map":
      return SQL`MAP(${duckDbType(type.key.type, plain)},${duckDbType(type.value.type, plain)})`;
    case "struct": {
      const members = type.fields.map(
        ({ name, type: of }) => SQL`${identifier(name)} ${duckDbType(of, plain)}`,
      );
      return SQL`STRUCT(${join(members, SQL`,`)})`;
    }
    case "time":
    case "uuid":
    case "fixed":
      throw new Error(`Columns of the type ${type.kind} are not written.`);
    default:
      return plain[type.kind];
  }
}

function hiveType(type: IcebergType): HiveType {
  switch (type.kind) {
    case "long":
      return { kind: "bigint" };
    case "decimal":
      return { kind: "decimal", precision: type.precision, scale: type.scale };
    case "list":
      return { kind: "array", element: hiveType(type.element.type) };
    case "map":
      return { kind: "map", key: hiveType(type.key.type), value: hiveType(type.value.type) };
    case "struct":
      return { kind: "struct", fields: hiveColumns(type.fields) };
    case "boolean":
    case "int":
    case "float":
    case "double":
    case "string":
    case "date":
    case "timestamp":
      return { kind: type.kind };
    default:
      return { kind: "binary" };
  }
}
