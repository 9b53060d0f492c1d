import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { findRawSql } from "./find-raw-sql";

const ROOT = path.join(__dirname, "..", "..", "..");

/** The source files of some rooms. */
function sources(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
      .map((file) => `${folder}/${file}`),
  );
}

/** Violations that the compiler does not find, with the rule that each breaks. */
const VIOLATIONS: readonly (readonly [rule: string, code: string])[] = [
  ["runs SQL outside of run-sql.ts", "connection.run(`SELECT '${name}'`);"],
  ["runs SQL outside of run-sql.ts", "connection.streamAndReadAll(name);"],
  ["runs SQL outside of run-sql.ts", "connection.prepare(name);"],
  [
    "runs SQL outside of run-sql.ts",
    "const { text } = fragment; connection.extractStatements(text);",
  ],
  ["opens DuckDB outside of open-duckdb.ts", "DuckDBInstance.create(':memory:');"],
  ["opens DuckDB outside of open-duckdb.ts", "DuckDBConnection.create();"],
  ["a cast makes text SQL", "const a = name as unknown as Sql; SQL`SELECT ${a}`;"],
  ["the tag is not used as a tag", "SQL(Object.assign([name], { raw: [name] }));"],
  ["the tag is not used as a tag", "const make = SQL; make`SELECT 1`;"],
  ["SQL is converted to text", "connection.interrupt(); void `SELECT ${fragment}`;"],
  ["SQL is compared by identity", "void (fragment === SQL`x`);"],
  ["a value is inserted between quotes", "SQL`SELECT '${literal(name)}'`;"],
  ["a value is inserted between quotes", 'SQL`SELECT "${fragment}" AS a`;'],
  ["a value is inserted between quotes", "SQL`SELECT 1 -- ${fragment}`;"],
];

describe("SQL in the source code", () => {
  it("is created by the tag only, and reaches DuckDB in one place", () => {
    // Only files that import these can run SQL.
    const files = sources("local", "cli", "bench").filter((file) =>
      /@duckdb|duckdb\/|duckdb-session/.test(readFileSync(path.join(ROOT, file), "utf8")),
    );
    const planted = Object.fromEntries(
      VIOLATIONS.map(([, code], index) => [`local/planted-${index}.ts`, plantedFile(code)]),
    );
    const findings = findRawSql([...files, ...Object.keys(planted)], planted);
    console.info(`SQL in ${files.length} files, ${VIOLATIONS.length} planted violations`);
    expect(findings.filter(({ location }) => !location.includes("/planted-"))).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(VIOLATIONS.map(([rule]) => rule));
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
