import {
  fileOfRows,
  JSON_STORAGE,
  PARQUET_STORAGE,
} from "../../../../../support/fake-aws/event-table";
import type { FakeAws } from "../../../../../support/fake-aws/fake-aws";
import type { TypeKey } from "../sample-values";
import type { GeneratedTable } from "./generated-table";

/** DuckDB's type of a column, and Hive's. */
const COLUMN_TYPES: Readonly<Partial<Record<TypeKey, readonly [duckDb: string, hive: string]>>> = {
  boolean: ["BOOLEAN", "boolean"],
  tinyint: ["TINYINT", "tinyint"],
  smallint: ["SMALLINT", "smallint"],
  integer: ["INTEGER", "int"],
  edge: ["INTEGER", "int"],
  bigint: ["BIGINT", "bigint"],
  wide: ["BIGINT", "bigint"],
  real: ["FLOAT", "float"],
  double: ["DOUBLE", "double"],
  decimal: ["DECIMAL(10,2)", "decimal(10,2)"],
  long_decimal: ["DECIMAL(38,5)", "decimal(38,5)"],
  varchar: ["VARCHAR", "string"],
  words: ["VARCHAR", "string"],
  digits: ["VARCHAR", "string"],
  document: ["VARCHAR", "string"],
  short_varchar: ["VARCHAR", "varchar(5)"],
  varbinary: ["BLOB", "binary"],
  date: ["DATE", "date"],
  timestamp: ["TIMESTAMP", "timestamp"],
  integers: ["INTEGER[]", "array<int>"],
  texts: ["VARCHAR[]", "array<string>"],
  doubles: ["DOUBLE[]", "array<double>"],
  map: ["MAP(VARCHAR, INTEGER)", "map<string,int>"],
  row: ["STRUCT(a INTEGER, b VARCHAR)", "struct<a:int,b:string>"],
};

/** Adds a table to the fake catalog, and its file to the lake. */
export async function addLakeTable(aws: FakeAws, table: GeneratedTable): Promise<void> {
  const { name, format, columns, rows } = table;
  const types = columns.map(({ type }) => typesOf(type));
  const lines = rows.map(
    (row) =>
      `(${row.map((value, index) => `CAST(${duckDbLiteral(value)} AS ${types[index]?.[0]})`).join(", ")})`,
  );
  const names = columns.map((column) => column.name).join(", ");
  const sql = `SELECT * FROM (VALUES ${lines.join(", ")}) AS t(${names})`;
  aws.objects.set(`lake/${name}/part-0.${format}`, await fileOfRows(sql, format));
  aws.tables.set(`db.${name}`, {
    Name: name,
    DatabaseName: "db",
    TableType: "EXTERNAL_TABLE",
    StorageDescriptor: {
      ...(format === "json" ? JSON_STORAGE : PARQUET_STORAGE),
      Location: `s3://lake/${name}/`,
      Columns: columns.map((column, index) => ({ Name: column.name, Type: types[index]?.[1] })),
    },
  });
}

function typesOf(type: TypeKey): readonly [string, string] {
  const types = COLUMN_TYPES[type];
  if (types === undefined) throw new RangeError(`A Hive table has no ${type}`);
  return types;
}

/** DuckDB's form of a literal of Trino. */
function duckDbLiteral(value: string | undefined): string {
  return (value ?? "NULL")
    .replace(/nan\(\)/g, "CAST('NaN' AS DOUBLE)")
    .replace(/infinity\(\)/g, "CAST('Infinity' AS DOUBLE)")
    .replace(/^X('.*')$/, "unhex($1)");
}
