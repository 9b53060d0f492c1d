import type { HiveColumn, HiveType } from "./hive-type";

const PLAIN = {
  boolean: "BOOLEAN",
  tinyint: "TINYINT",
  smallint: "SMALLINT",
  int: "INTEGER",
  bigint: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
  string: "VARCHAR",
  char: "VARCHAR",
  varchar: "VARCHAR",
  binary: "BLOB",
  date: "DATE",
  timestamp: "TIMESTAMP",
} as const;

/** The DuckDB type whose Parquet form Athena reads as the Hive type. */
export function duckDbType(type: HiveType): string {
  if (type.kind === "decimal") return `DECIMAL(${type.precision},${type.scale})`;
  if (type.kind === "array") return `${duckDbType(type.element)}[]`;
  if (type.kind === "map") return `MAP(${duckDbType(type.key)},${duckDbType(type.value)})`;
  if (type.kind === "struct") return `STRUCT(${type.fields.map(declare).join(",")})`;
  return PLAIN[type.kind];
}

/** An SQL identifier in quotes. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL string in quotes. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function declare({ name, type }: HiveColumn): string {
  return `${identifier(name)} ${duckDbType(type)}`;
}
