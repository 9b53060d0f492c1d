import { identifier, join, literal, SQL, type Sql } from "./sql";
import type { HiveColumn, HiveType } from "../../formats/hive-type";

const NON_PARAMETRIC = {
  boolean: SQL`BOOLEAN`,
  tinyint: SQL`TINYINT`,
  smallint: SQL`SMALLINT`,
  int: SQL`INTEGER`,
  bigint: SQL`BIGINT`,
  float: SQL`FLOAT`,
  double: SQL`DOUBLE`,
  string: SQL`VARCHAR`,
  char: SQL`VARCHAR`,
  varchar: SQL`VARCHAR`,
  binary: SQL`BLOB`,
  date: SQL`DATE`,
  timestamp: SQL`TIMESTAMP`,
} as const;

/** The DuckDB type of a Hive type. Athena reads its Parquet encoding as the Hive type. */
export function duckDbType(type: HiveType): Sql {
  return render(type, NON_PARAMETRIC);
}

/** The DuckDB type of a Hive type in canonical JSON rows, where binary is `\\xNN` text that is cast to BLOB. */
export function canonicalType(type: HiveType): Sql {
  return render(type, { ...NON_PARAMETRIC, binary: SQL`VARCHAR` });
}

/**
 * The `columns` parameter of `read_json`.
 *
 * @returns a struct literal of names and canonical types, which DuckDB expects as strings
 */
export function canonicalColumns(columns: readonly HiveColumn[]): Sql {
  const entries = columns.map(
    ({ name, type }) => SQL`${identifier(name)}: ${literal(canonicalType(type).text)}`,
  );
  return SQL`{${join(entries)}}`;
}

function render(type: HiveType, plain: Readonly<Record<keyof typeof NON_PARAMETRIC, Sql>>): Sql {
  if (type.kind === "decimal") {
    return SQL`DECIMAL(${literal(type.precision)},${literal(type.scale)})`;
  }
  if (type.kind === "array") return SQL`${render(type.element, plain)}[]`;
  if (type.kind === "map") {
    return SQL`MAP(${render(type.key, plain)},${render(type.value, plain)})`;
  }
  if (type.kind === "struct") {
    const fields = type.fields.map(
      (field) => SQL`${identifier(field.name)} ${render(field.type, plain)}`,
    );
    return SQL`STRUCT(${join(fields, SQL`,`)})`;
  }
  return plain[type.kind];
}
