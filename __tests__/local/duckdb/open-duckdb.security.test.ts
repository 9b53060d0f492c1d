import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openDuckDb } from "../../../local/duckdb/open-duckdb";
import { Canary } from "../../support/browser/canary";

/** What SQL can do that got in by whatever way: the statements reach DuckDB as they stand here. */
describe("SQL in a DuckDB that is shut in", () => {
  // Brackets and stars are patterns of files to DuckDB, and nothing special to anybody's folder.
  const parent = mkdtempSync(join(tmpdir(), "shut-in-"));
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

  it("writes and reads in its folder, whatever that is called", async () => {
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
    ["looks into a file", () => `SELECT * FROM sniff_csv(${quoted(canary.path)})`],
    ["lists a folder", () => `SELECT * FROM glob(${quoted(join(canary.path, "..", "*"))})`],
    ["goes up", () => `SELECT content FROM read_text(${quoted(`${folder}/../../*/canary.txt`)})`],
    ["follows a link", () => `SELECT content FROM read_text(${inside("link.txt")})`],
    ["reads beside", () => `SELECT content FROM read_text(${quoted(`${folder}2/near.txt`)})`],
    ["writes a file", () => `COPY (SELECT 1) TO ${quoted(canary.target)}`],
    ["exports", () => `EXPORT DATABASE ${quoted(canary.target)}`],
    ["attaches", () => `ATTACH ${quoted(canary.target)} AS other`],
    ["goes out", () => "SELECT * FROM read_text('https://127.0.0.1:9/x')"],
    ["installs", () => "INSTALL httpfs"],
    ["loads", () => "LOAD httpfs"],
    ["loads a file", () => `LOAD ${quoted(canary.path)}`],
    ["keeps a secret", () => "CREATE PERSISTENT SECRET s (TYPE s3)"],
    ["opens the door", () => "SET enable_external_access = true"],
    ["adds a folder", () => "SET allowed_directories = ['/']"],
    ["adds a path", () => `SET allowed_paths = [${quoted(canary.path)}]`],
    ["unlocks", () => "SET lock_configuration = false"],
    ["takes more memory", () => "SET memory_limit = '100GB'"],
    ["moves its spill", () => `SET temp_directory = ${quoted(canary.target)}`],
    ["keeps a log of queries", () => `SET log_query_path = ${quoted(canary.target)}`],
    ["writes a profile", () => "PRAGMA enable_profiling = 'json'"],
    ["resets", () => "RESET GLOBAL memory_limit"],
  ])("never %s", async (_, statement) => {
    const outcome = await connection.runAndReadAll(statement()).then(
      (reader) => JSON.stringify(reader.getRowsJson()),
      (error: unknown) => `refused: ${String(error)}`,
    );
    expect(outcome).toMatch(/^refused: /);
    expect(outcome).not.toContain(canary.secret);
    expect(canary.written).toEqual([]);
  });
});
