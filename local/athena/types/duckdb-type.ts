import { identifier, join, literal, SQL, type Sql } from "../../duckdb/sql";
import type { TrinoType } from "./trino-type";

const NON_PARAMETRIC = {
  boolean: SQL`BOOLEAN`,
  tinyint: SQL`TINYINT`,
  smallint: SQL`SMALLINT`,
  integer: SQL`INTEGER`,
  bigint: SQL`BIGINT`,
  real: SQL`FLOAT`,
  double: SQL`DOUBLE`,
  varchar: SQL`VARCHAR`,
  char: SQL`VARCHAR`,
  varbinary: SQL`BLOB`,
  date: SQL`DATE`,
  json: SQL`VARCHAR`,
  timestamp: SQL`TIMESTAMP`,
  "interval year to month": SQL`INTERVAL`,
  "interval day to second": SQL`INTERVAL`,
  unknown: SQL`INTEGER`,
} as const;

/**
 * The DuckDB type that represents a Trino type. A timestamp with time zone is a struct of the instant in UTC and the
 * zone, which DuckDB's TIMESTAMPTZ does not keep; JSON is a VARCHAR.
 */
export function duckDbTypeOf(type: TrinoType): Sql {
  switch (type.kind) {
    case "decimal":
      return SQL`DECIMAL(${literal(type.precision)},${literal(type.scale)})`;
    case "timestamp with time zone":
      return SQL`STRUCT(i TIMESTAMP, z VARCHAR)`;
    case "array":
      return SQL`${duckDbTypeOf(type.element)}[]`;
    case "map":
      return SQL`MAP(${duckDbTypeOf(type.key)}, ${duckDbTypeOf(type.value)})`;
    case "row": {
      const fields = type.fields.map(
        (field, index) =>
          SQL`${identifier(fieldName(field.name, index))} ${duckDbTypeOf(field.type)}`,
      );
      return SQL`STRUCT(${join(fields)})`;
    }
    default:
      return NON_PARAMETRIC[type.kind];
  }
}

/** A row field's name in DuckDB; anonymous fields are `field0`, `field1`, …, as in Trino's output. */
export function fieldName(name: string | undefined, index: number): string {
  return name ?? `field${index}`;
}
