import { identifier, join, literal, SQL, type Sql } from "./sql";
import type { HiveColumn, HiveType } from "../../formats/hive-type";

const PLAIN = {
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

/** The DuckDB type whose Parquet form Athena reads as the Hive type. */
export function duckDbType(type: HiveType): Sql {
  return render(type, PLAIN);
}

/** The type in which canonical rows are read: bytes stand there as `\\xNN` text, which a cast turns into bytes. */
export function canonicalType(type: HiveType): Sql {
  return render(type, { ...PLAIN, binary: SQL`VARCHAR` });
}

/**
 * Columns of `read_json`: their names with their canonical types.
 *
 * @returns a struct's literal; the types in it are text, as DuckDB asks for them
 */
export function canonicalColumns(columns: readonly HiveColumn[]): Sql {
  const entries = columns.map(
    ({ name, type }) => SQL`${identifier(name)}: ${literal(canonicalType(type).text)}`,
  );
  return SQL`{${join(entries)}}`;
}

function render(type: HiveType, plain: Readonly<Record<keyof typeof PLAIN, Sql>>): Sql {
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
