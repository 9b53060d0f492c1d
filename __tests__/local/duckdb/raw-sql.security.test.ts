import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { findRawSql } from "./support/raw-sql";

const ROOT = path.join(__dirname, "..", "..", "..");

/** Files of the product and of its benchmarks. */
function sources(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
      .map((file) => `${folder}/${file}`),
  );
}

/** Faults that the compiler lets pass, with the rule that each of them breaks. */
const PLANTED: readonly (readonly [rule: string, code: string])[] = [
  ["runs SQL outside of run-sql.ts", "connection.run(`SELECT '${name}'`);"],
  ["runs SQL outside of run-sql.ts", "connection.streamAndReadAll(name);"],
  ["runs SQL outside of run-sql.ts", "connection.prepare(name);"],
  [
    "runs SQL outside of run-sql.ts",
    "const { text } = fragment; connection.extractStatements(text);",
  ],
  ["opens DuckDB outside of open-duckdb.ts", "DuckDBInstance.create(':memory:');"],
  ["opens DuckDB outside of open-duckdb.ts", "DuckDBConnection.create();"],
  ["text called SQL by a cast", "const a = name as unknown as Sql; SQL`SELECT ${a}`;"],
  ["the tag is not used as a tag", "SQL(Object.assign([name], { raw: [name] }));"],
  ["the tag is not used as a tag", "const make = SQL; make`SELECT 1`;"],
  ["SQL becomes text", "connection.interrupt(); void `SELECT ${fragment}`;"],
  ["SQL compared by identity", "void (fragment === SQL`x`);"],
  ["a value in quotes of the template", "SQL`SELECT '${literal(name)}'`;"],
  ["a value in quotes of the template", 'SQL`SELECT "${fragment}" AS a`;'],
  ["a value in quotes of the template", "SQL`SELECT 1 -- ${fragment}`;"],
];

describe("SQL in the source code", () => {
  it("is made by the tag alone, and reaches DuckDB in one place", () => {
    // What no file but these imports, no other file can run.
    const files = sources("local", "cli", "bench").filter((file) =>
      /@duckdb|duckdb\/|duckdb-session/.test(readFileSync(path.join(ROOT, file), "utf8")),
    );
    const planted = Object.fromEntries(
      PLANTED.map(([, code], index) => [`local/planted-${index}.ts`, plantedFile(code)]),
    );
    const findings = findRawSql([...files, ...Object.keys(planted)], planted);
    console.info(`SQL in ${files.length} files, ${PLANTED.length} faults planted beside them`);
    expect(findings.filter(({ place }) => !place.includes("/planted-"))).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(PLANTED.map(([rule]) => rule));
  }, 60_000);
});

function plantedFile(code: string): string {
  return `import { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { literal, SQL, type Sql } from "./duckdb/sql";
export async function planted(connection: DuckDBConnection, fragment: Sql, name: string) {
  ${code}
}
`;
}
