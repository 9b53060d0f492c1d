import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DuckDb } from "../../../../../local/athena/engine/duckdb-session";
import type { DuckDbSession } from "../../../../../local/athena/engine/duckdb-session";
import { ParquetFooters } from "../../../../../local/athena/engine/sources/parquet-footers";
import { SQL } from "../../../../../local/duckdb/sql";
import { parquet } from "../../../../support/fake-aws/event-table";

describe("footers of Parquet files", () => {
  const folder = mkdtempSync(join(tmpdir(), "footers-"));
  const duckDb = new DuckDb(join(folder, "engine"), folder);
  const files = ["a", "b"].map((name) => join(folder, `${name}.parquet`));
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
    const { columns, compressedBytes } = await new ParquetFooters().read(session, files);
    expect(columns.map(({ name, type }) => [name.toLowerCase(), type.toString()])).toEqual([
      ["id", "BIGINT"],
      ["info", 'STRUCT("x" VARCHAR)'],
    ]);
    expect([...compressedBytes.keys()].sort()).toEqual(["id", "info"]);
    expect(Math.min(...compressedBytes.values())).toBeGreaterThan(0);
  });

  it("are cached for the same files", async () => {
    const footers = new ParquetFooters();
    const first = await footers.read(session, files);
    expect(await footers.read(session, files)).toBe(first);
    expect(await footers.read(session, files.slice(1))).not.toBe(first);
  });
  it("are compared when a query is planned only if the files' columns differ", async () => {
    const footers = new ParquetFooters();
    const same = join(folder, "same.parquet");
    writeFileSync(same, await parquet("SELECT 3::BIGINT AS id"));
    const mixed = await footers.read(session, files);
    const uniform = await footers.read(session, [files[1] ?? "", same]);
    expect([mixed, uniform].map(({ from }) => from.text.includes("union_by_name"))).toEqual([
      true,
      false,
    ]);
    const ids = async ({ from }: typeof mixed) =>
      (await session.rows(SQL`SELECT id FROM ${from} ORDER BY id`)).getRows().flat();
    expect([await ids(mixed), await ids(uniform)]).toEqual([
      [1n, 2n],
      [2n, 3n],
    ]);
  });
});
