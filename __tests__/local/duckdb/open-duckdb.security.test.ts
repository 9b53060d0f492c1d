import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openDuckDb } from "../../../local/duckdb/open-duckdb";
import { Canary } from "../../support/canary";

/** What injected SQL can do: the statements reach DuckDB unchanged. */
describe("SQL in a sandboxed DuckDB", () => {
  // Brackets and stars are glob patterns to DuckDB, and ordinary characters in a folder's name.
  const parent = mkdtempSync(join(tmpdir(), "sandbox-"));
  const folder = join(parent, "it's [1] *");
  const canary = new Canary();
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;

  beforeAll(async () => {
    const spillFolder = join(folder, "spill");
    instance = await openDuckDb({ folders: [folder], spillFolder });
    connection = await instance.connect();
    symlinkSync(canary.path, join(folder, "link.txt"));
    mkdirSync(`${folder}2`);
    writeFileSync(join(`${folder}2`, "near.txt"), canary.secret);
  });
  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
    canary.remove();
    rmSync(parent, { recursive: true, force: true });
  });

  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const inside = (...names: string[]) => quoted(join(folder, ...names));

  it("writes and reads in its folder, whatever the folder's name", async () => {
    await connection.run(`COPY (SELECT 7 AS a) TO ${inside("rows.parquet")}`);
    const reader = await connection.runAndReadAll(`SELECT a FROM ${inside("rows.parquet")}`);
    expect(reader.getRows()).toEqual([[7]]);
  });

  it.each([
    ["reads a file", () => `SELECT content FROM read_text(${quoted(canary.path)})`],
    ["reads a file by its name alone", () => `SELECT * FROM ${quoted(canary.path)}`],
    ["reads bytes", () => `SELECT content FROM read_blob(${quoted(canary.path)})`],
    ["reads lines", () => `SELECT * FROM read_csv(${quoted(canary.path)}, header = false)`],
    ["reads JSON", () => `SELECT * FROM read_json_objects(${quoted(canary.path)})`],
    ["sniffs a file", () => `SELECT * FROM sniff_csv(${quoted(canary.path)})`],
    ["lists a folder", () => `SELECT * FROM glob(${quoted(join(canary.path, "..", "*"))})`],
    [
      "traverses to a parent folder",
      () => `SELECT content FROM read_text(${quoted(`${folder}/../../*/canary.txt`)})`,
    ],
    ["follows a link", () => `SELECT content FROM read_text(${inside("link.txt")})`],
    [
      "reads a folder with the same prefix",
      () => `SELECT content FROM read_text(${quoted(`${folder}2/near.txt`)})`,
    ],
    ["writes a file", () => `COPY (SELECT 1) TO ${quoted(canary.target)}`],
    ["exports the database", () => `EXPORT DATABASE ${quoted(canary.target)}`],
    ["attaches a database", () => `ATTACH ${quoted(canary.target)} AS other`],
    ["connects to a host", () => "SELECT * FROM read_text('https://127.0.0.1:9/x')"],
    ["installs an extension", () => "INSTALL httpfs"],
    ["loads an extension", () => "LOAD httpfs"],
    ["loads an extension from a file", () => `LOAD ${quoted(canary.path)}`],
    ["persists a secret", () => "CREATE PERSISTENT SECRET s (TYPE s3)"],
    ["enables external access", () => "SET enable_external_access = true"],
    ["adds a folder", () => "SET allowed_directories = ['/']"],
    ["adds a path", () => `SET allowed_paths = [${quoted(canary.path)}]`],
    ["unlocks the configuration", () => "SET lock_configuration = false"],
    ["raises the memory limit", () => "SET memory_limit = '100GB'"],
    ["moves the spill folder", () => `SET temp_directory = ${quoted(canary.target)}`],
    ["logs queries to a file", () => `SET log_query_path = ${quoted(canary.target)}`],
    ["writes a profile", () => "PRAGMA enable_profiling = 'json'"],
    ["resets a setting", () => "RESET GLOBAL memory_limit"],
  ])("never %s", async (_, statement) => {
    const outcome = await connection.runAndReadAll(statement()).then(
      (reader) => JSON.stringify(reader.getRowsJson()),
      (error: unknown) => `rejected: ${String(error)}`,
    );
    expect(outcome).toMatch(/^rejected: /);
    expect(outcome).not.toContain(canary.secret);
    expect(canary.written).toEqual([]);
  });
});
