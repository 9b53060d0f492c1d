import { SAMPLES, type TypeKey, TYPES } from "../sample-values";
import { SeededRandom } from "../seeded-random";

/** A table of the catalog, with the same rows for both engines. */
export interface GeneratedTable {
  readonly name: string;
  readonly format: "parquet" | "json";
  readonly columns: readonly { readonly name: string; readonly type: TypeKey }[];
  /** Trino's literals; undefined for null. */
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/** Types of a Hive table; several columns of those that expressions use most. */
const COLUMN_TYPES: readonly TypeKey[] = [
  "integer",
  "integer",
  "varchar",
  "varchar",
  "double",
  "double",
  "boolean",
  "boolean",
  "tinyint",
  "smallint",
  "edge",
  "bigint",
  "wide",
  "real",
  "decimal",
  "decimal",
  "long_decimal",
  "words",
  "digits",
  "document",
  "short_varchar",
  "varbinary",
  "date",
  "date",
  "timestamp",
  "timestamp",
  "integers",
  "texts",
  "doubles",
  "map",
  "row",
];

/** What a JSON file has no form for, or no exact one. */
const NOT_IN_JSON: readonly TypeKey[] = ["varbinary", "real", "doubles"];

const TABLES = [
  { name: "orders", format: "parquet", rows: 40 },
  { name: "visits", format: "json", rows: 25 },
  { name: "items", format: "parquet", rows: 8 },
] as const;

/** The tables of a seed. Their rows have numbers from 1 in `id`, and nulls in every tenth other cell. */
export function generateTables(seed: number): readonly GeneratedTable[] {
  return TABLES.map(({ name, format, rows }, place) => {
    const random = new SeededRandom(seed * 7_368_787 + place * 104_729);
    const types = COLUMN_TYPES.filter((type) => format !== "json" || !NOT_IN_JSON.includes(type));
    const columns = types.map((type, index) => ({ name: `${type}_${index}`, type }));
    return {
      name,
      format,
      columns: [{ name: "id", type: "integer" }, ...columns],
      rows: Array.from({ length: rows }, (_, row) => [
        String(row + 1),
        ...types.map((type) => cell(random, type, format)),
      ]),
    };
  });
}

function cell(random: SeededRandom, type: TypeKey, format: string): string | undefined {
  if (random.chance(0.1)) return undefined;
  // JSON has no form for NaN and infinities, and DuckDB writes no negative zero next to a zero into Parquet.
  const without = format === "json" ? /nan|inf|-0e0/i : /-0e0/;
  const samples = SAMPLES[type].filter((text) => !without.test(text));
  return random.pick(samples);
}

/** A statement that creates the table in Trino. */
export function trinoTable({ name, columns, rows }: GeneratedTable): string {
  const names = columns.map((column) => column.name).join(", ");
  const lines = rows.map(
    (row) =>
      `(${row.map((value, index) => `CAST(${value ?? "NULL"} AS ${typeAt(columns, index)})`).join(", ")})`,
  );
  return `CREATE TABLE ${name} AS SELECT * FROM (VALUES ${lines.join(", ")}) AS t(${names})`;
}

function typeAt(columns: GeneratedTable["columns"], index: number): string {
  const column = columns[index];
  return column === undefined ? "integer" : TYPES[column.type];
}
