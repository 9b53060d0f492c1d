import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";

import { openDuckDb } from "../../../local/duckdb/open-duckdb";
import { readRows, runCopy, runCreate, streamRows } from "../../../local/duckdb/run-sql";
import { join, literal, type Sql, SQL } from "../../../local/duckdb/sql";

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
    await expect(streamRows(connection, statement).next()).rejects.toThrow(reason);
  });

  describe("a stream", () => {
    const rows = 1_000_000;

    async function countRows(query: Sql): Promise<number> {
      let count = 0;
      for await (const chunk of streamRows(connection, query)) {
        count += chunk.rowCount;
      }
      return count;
    }

    it("has every row", async () => {
      expect(await countRows(SQL`SELECT i FROM range(${literal(rows)}) t(i)`)).toBe(rows);
    });

    it("fails with the error of a later row", async () => {
      const failing = SQL`SELECT CASE WHEN i = ${literal(rows - 1)} THEN error('the last row') ELSE 'x' END FROM range(${literal(rows)}) t(i)`;
      await expect(countRows(failing)).rejects.toThrow("the last row");
    });

    it("fails if it is interrupted", async () => {
      const endless = SQL`SELECT i FROM range(1000000) t(i), range(1000000) u(j)`;
      const interruption = setInterval(() => connection.interrupt(), 50);
      const interrupted = countRows(endless).finally(() => clearInterval(interruption));
      await expect(interrupted).rejects.toThrow("INTERRUPT Error");
    });
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
