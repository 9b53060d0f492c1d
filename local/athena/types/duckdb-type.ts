import { identifier } from "../../firehose/duckdb-type";
import type { TrinoType } from "./trino-type";

const PLAIN = {
  boolean: "BOOLEAN",
  tinyint: "TINYINT",
  smallint: "SMALLINT",
  integer: "INTEGER",
  bigint: "BIGINT",
  real: "FLOAT",
  double: "DOUBLE",
  varchar: "VARCHAR",
  char: "VARCHAR",
  varbinary: "BLOB",
  date: "DATE",
  json: "VARCHAR",
  timestamp: "TIMESTAMP",
  "interval year to month": "INTERVAL",
  "interval day to second": "INTERVAL",
  unknown: "INTEGER",
} as const;

/**
 * The DuckDB type that carries a Trino type's values. A timestamp with time zone is a pair of the instant in UTC and
 * its zone, which DuckDB's own type forgets; JSON is its text.
 */
export function duckDbTypeOf(type: TrinoType): string {
  switch (type.kind) {
    case "decimal":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "timestamp with time zone":
      return "STRUCT(i TIMESTAMP, z VARCHAR)";
    case "array":
      return `${duckDbTypeOf(type.element)}[]`;
    case "map":
      return `MAP(${duckDbTypeOf(type.key)}, ${duckDbTypeOf(type.value)})`;
    case "row":
      return `STRUCT(${type.fields.map((field, index) => `${identifier(fieldName(field.name, index))} ${duckDbTypeOf(field.type)}`).join(", ")})`;
    default:
      return PLAIN[type.kind];
  }
}

/** A row field's name in DuckDB; fields without one count from 0, as Trino shows them. */
export function fieldName(name: string | undefined, index: number): string {
  return name ?? `field${index}`;
}
