import type { HiveType } from "./hive-type";

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
  return render(type, PLAIN);
}

/** The type in which canonical rows are read: bytes stand there as `\\xNN` text, which a cast turns into bytes. */
export function canonicalType(type: HiveType): string {
  return render(type, { ...PLAIN, binary: "VARCHAR" });
}

function render(type: HiveType, plain: Readonly<Record<keyof typeof PLAIN, string>>): string {
  if (type.kind === "decimal") return `DECIMAL(${type.precision},${type.scale})`;
  if (type.kind === "array") return `${render(type.element, plain)}[]`;
  if (type.kind === "map") return `MAP(${render(type.key, plain)},${render(type.value, plain)})`;
  if (type.kind === "struct") {
    const fields = type.fields.map(
      (field) => `${identifier(field.name)} ${render(field.type, plain)}`,
    );
    return `STRUCT(${fields.join(",")})`;
  }
  return plain[type.kind];
}

/** An SQL identifier in quotes. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL string in quotes. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
