import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";

import { type Keyword, keyword } from "../../../local/duckdb/keyword";
import { openDuckDb } from "../../../local/duckdb/open-duckdb";
import { copy, create, readRows, streamRows } from "../../../local/duckdb/run-sql";
import { identifier, join, literal, numeral, SQL, type Sql } from "../../../local/duckdb/sql";

describe("a fragment of SQL", () => {
  it("holds other fragments as they are", () => {
    const list = join([literal("it's"), literal(-1), literal(true), literal(null)]);
    expect(SQL`SELECT ${list} AS ${identifier('a"b')}`.text).toBe(
      `SELECT 'it''s', (-1), TRUE, NULL AS "a""b"`,
    );
  });

  it("takes nothing else, whatever the compiler was told", () => {
    const text = "1; COPY x" as unknown as Sql;
    expect(() => SQL`SELECT ${text}`).toThrow("Only fragments of SQL go into SQL");
    expect(() => join([text])).toThrow("Only fragments of SQL go into SQL");
    const forged = Object.assign(["SELECT 1"], { raw: ["SELECT 1"] });
    expect(() => SQL(forged)).toThrow("SQL is a tag of templates");
    expect(() => keyword("ALL; COPY" as Keyword)).toThrow('"ALL; COPY" is no keyword');
    expect(() => keyword("constructor" as Keyword)).toThrow("is no keyword");
    expect(() => numeral("1; COPY")).toThrow("1; COPY is no number");
    expect(() => literal(0.5)).toThrow("0.5 is no whole number");
    expect(() => literal(Infinity)).toThrow("Infinity is no whole number");
  });

  it("never becomes text by itself", () => {
    expect(() => String(SQL`SELECT 1`)).toThrow("not into text");
  });

  it.each([
    ["", 'The name "" is empty'],
    ["a\0b", 'The name "a\\u0000b" has a NUL character'],
    ["a\ud800", 'The name "a\\ud800" is no well-formed Unicode'],
  ])("refuses the name %j", (name, reason) => {
    expect(() => identifier(name)).toThrow(reason);
  });

  it("refuses a text that UTF-8 has no bytes for", () => {
    expect(() => literal("a\udc00")).toThrow('The text "a\\udc00" is no well-formed Unicode');
  });
});

describe("the one place that runs SQL", () => {
  const folder = mkdtempSync(joinPath(tmpdir(), "run-sql-"));
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;

  beforeAll(async () => {
    instance = await openDuckDb({ folders: [folder], spillFolder: joinPath(folder, "spill") });
    connection = await instance.connect();
  });
  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  });

  it("gives every value back as it was", async () => {
    const values = ["a'b", "a\0b", "ü😀", "\\", "$$ ; --", "x".repeat(1_000_000)];
    const reader = await readRows(connection, SQL`SELECT ${join(values.map(literal))}`);
    expect(reader.getRows()).toEqual([values]);
    const others = SQL`SELECT ${literal(-5n)}, ${literal(new Date(1))}, ${literal(Uint8Array.of(0, 255))}`;
    expect((await readRows(connection, others)).getRowsJson()).toEqual([
      [-5, "1970-01-01 00:00:00.001", "\\x00\\xFF"],
    ]);
  });

  it.each([
    ["two statements", SQL`SELECT 1; SELECT 2`, "2 statements at once"],
    ["none", SQL`-- nothing`, ""],
    ["a statement of another kind", SQL`CREATE TABLE t (a INTEGER)`, "a statement of type CREATE"],
    ["a setting", SQL`SET threads = 1`, "a statement of type SET"],
  ])("refuses %s", async (_, statement, reason) => {
    await expect(readRows(connection, statement)).rejects.toThrow(reason);
    await expect(streamRows(connection, statement)).rejects.toThrow(reason);
  });

  it("runs nothing of what it refuses", async () => {
    await expect(
      create(connection, SQL`CREATE TABLE made (a INTEGER); CREATE TABLE other (a INTEGER)`),
    ).rejects.toThrow("2 statements");
    await expect(readRows(connection, SQL`CREATE TABLE made (a INTEGER)`)).rejects.toThrow();
    await expect(copy(connection, SQL`CREATE TABLE made (a INTEGER)`)).rejects.toThrow();
    const tables = await readRows(connection, SQL`SELECT table_name FROM duckdb_tables()`);
    expect(tables.getRows()).toEqual([]);
  });
});
