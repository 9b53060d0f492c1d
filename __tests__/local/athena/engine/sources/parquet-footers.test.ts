import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DuckDb } from "../../../../../local/athena/engine/duckdb-session";
import type { DuckDbSession } from "../../../../../local/athena/engine/duckdb-session";
import { ParquetFooters } from "../../../../../local/athena/engine/sources/parquet-footers";
import { join as joinSql, literal, SQL } from "../../../../../local/duckdb/sql";
import { parquet } from "../../../../support/fake-aws/event-table";

describe("footers of Parquet files", () => {
  const folder = mkdtempSync(join(tmpdir(), "footers-"));
  const duckDb = new DuckDb(join(folder, "engine"), folder);
  const files = ["a", "b"].map((name) => join(folder, `${name}.parquet`));
  const relation = SQL`read_parquet([${joinSql(files.map(literal))}], union_by_name = true)`;
  let session: DuckDbSession;

  beforeAll(async () => {
    const rows = ["SELECT 1::SMALLINT AS Id, {'x': 'y'} AS info", "SELECT 2::BIGINT AS id"];
    for (const [place, file] of files.entries()) {
      writeFileSync(file, await parquet(rows[place] ?? ""));
    }
    session = await duckDb.session();
  });

  afterAll(async () => {
    session.close();
    await duckDb.close();
    rmSync(folder, { recursive: true });
  });

  it("have the columns of all files and their sizes", async () => {
    const { columns, compressedBytes } = await new ParquetFooters().read(session, files, relation);
    expect(columns.map(({ name, type }) => [name.toLowerCase(), type.toString()])).toEqual([
      ["id", "BIGINT"],
      ["info", 'STRUCT("x" VARCHAR)'],
    ]);
    expect([...compressedBytes.keys()].sort()).toEqual(["id", "info"]);
    expect(Math.min(...compressedBytes.values())).toBeGreaterThan(0);
  });

  it("are cached for the same files", async () => {
    const footers = new ParquetFooters();
    const first = await footers.read(session, files, relation);
    expect(await footers.read(session, files, relation)).toBe(first);
    const second = SQL`read_parquet(${literal(files[1] ?? "")})`;
    expect(await footers.read(session, files.slice(1), second)).not.toBe(first);
  });
});
