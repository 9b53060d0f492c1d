import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";

import { openDuckDb } from "../../../local/duckdb/open-duckdb";
import { readRows, runCopy, runCreate, streamRows } from "../../../local/duckdb/run-sql";
import { join, literal, SQL } from "../../../local/duckdb/sql";

describe("the only place that runs SQL", () => {
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

  it("returns every value unchanged", async () => {
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
    ["a statement of another type", SQL`CREATE TABLE t (a INTEGER)`, "a statement of type CREATE"],
    ["a setting", SQL`SET threads = 1`, "a statement of type SET"],
  ])("rejects %s", async (_, statement, reason) => {
    await expect(readRows(connection, statement)).rejects.toThrow(reason);
    await expect(streamRows(connection, statement)).rejects.toThrow(reason);
  });

  it("runs no part of what it rejects", async () => {
    await expect(
      runCreate(connection, SQL`CREATE TABLE made (a INTEGER); CREATE TABLE other (a INTEGER)`),
    ).rejects.toThrow("2 statements");
    await expect(readRows(connection, SQL`CREATE TABLE made (a INTEGER)`)).rejects.toThrow();
    await expect(runCopy(connection, SQL`CREATE TABLE made (a INTEGER)`)).rejects.toThrow();
    const tables = await readRows(connection, SQL`SELECT table_name FROM duckdb_tables()`);
    expect(tables.getRows()).toEqual([]);
  });
});
