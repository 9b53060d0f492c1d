import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { messageOf } from "../../../../../../errors/message-of";
import { sqlString } from "../../../../../../local/athena/trino/text/sql-text";
import { askTrino, type TrinoAnswer } from "../../../trino-cases/trino-client";
import { type FileTable, SERDES } from "./file-table";
import { FILE_TABLES } from "./tables";

/** Trino's names of the SerDes' properties, by those that Glue stores. */
const PROPERTIES: Readonly<Record<string, string>> = {
  "field.delim": "textfile_field_separator",
  "escape.delim": "textfile_field_separator_escape",
  "serialization.null.format": "null_format",
  separatorChar: "csv_separator",
  quoteChar: "csv_quote",
  escapeChar: "csv_escape",
};

/** Trino's names of types, by words of Hive's. */
const TYPES: Readonly<Record<string, string>> = {
  int: "integer",
  float: "real",
  string: "varchar",
  binary: "varbinary",
  timestamp: "timestamp(3)",
  struct: "row",
  "<": "(",
  ">": ")",
  ":": " ",
};

function trinoType(hiveType: string): string {
  return hiveType.replace(/\w+|[<>:]/g, (word) => TYPES[word] ?? word);
}

/** Creates the table in Trino's Hive catalog, over a file in a folder of its machine, and reads it. */
async function answerOf(url: string, folder: string, table: FileTable): Promise<TrinoAnswer> {
  mkdirSync(join(folder, table.name), { recursive: true });
  writeFileSync(join(folder, table.name, "a.txt"), table.content);
  const name = `hive.file_tables.${table.name}`;
  const columns = table.columns.map(([column, type]) => `${column} ${trinoType(type)}`);
  const properties = [
    `format = '${SERDES[table.serde].format}'`,
    `external_location = ${sqlString(`local://${join(folder, table.name)}`)}`,
    ...Object.entries(table.parameters ?? {}).map(
      ([key, value]) => `${PROPERTIES[key] ?? key} = ${sqlString(value)}`,
    ),
    ...(table.header === undefined ? [] : [`skip_header_line_count = ${table.header}`]),
  ];
  for (const sql of [
    "CREATE SCHEMA IF NOT EXISTS hive.file_tables",
    `DROP TABLE IF EXISTS ${name}`,
    `CREATE TABLE ${name} (${columns.join(", ")}) WITH (${properties.join(", ")})`,
  ]) {
    const { error } = await askTrino(url, sql);
    if (error !== undefined) throw new Error(`${sql}: ${error}`);
  }
  return askTrino(url, `SELECT * FROM ${name}`);
}

/**
 * Asks a Trino server how its Hive catalog reads each table, and writes its answers:
 * `TRINO_URL=… TRINO_FOLDER=/tmp/file-tables npx tsx …/ask-tables.ts`. The folder is one of the server's machine, of
 * which its Hive catalog reads files by `local://`.
 */
async function main(): Promise<void> {
  const { TRINO_URL: url, TRINO_FOLDER: folder } = process.env;
  if (url === undefined || folder === undefined) throw new Error("Set TRINO_URL and TRINO_FOLDER");
  const lines: string[] = [];
  for (const table of FILE_TABLES) {
    lines.push(JSON.stringify({ name: table.name, ...(await answerOf(url, folder, table)) }));
  }
  writeFileSync(join(__dirname, "answers.jsonl"), `${lines.join("\n")}\n`);
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
