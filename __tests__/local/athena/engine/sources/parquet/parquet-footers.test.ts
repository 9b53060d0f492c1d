import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DuckDb } from "../../../../../../local/athena/engine/duckdb-session";
import type { DuckDbSession } from "../../../../../../local/athena/engine/duckdb-session";
import { ParquetFooters } from "../../../../../../local/athena/engine/sources/parquet/parquet-footers";
import { join as joinSql, literal, SQL } from "../../../../../../local/duckdb/sql";
import { parquet } from "../../../../../support/fake-aws/event-table";

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

  /** Compressed bytes of each column, as DuckDB reads them. */
  async function bytesOf(paths: readonly string[]): Promise<Map<string, number>> {
    const reader = await session.rows(
      SQL`SELECT lower(split_part(path_in_schema, ', ', 1)), sum(total_compressed_size)
        FROM parquet_metadata([${joinSql(paths.map(literal))}]) GROUP BY 1`,
    );
    return new Map(reader.getRows().map(([name, bytes]) => [String(name), Number(bytes)]));
  }

  it("have the columns of all files and their sizes", async () => {
    const { columns, compressedBytes } = await new ParquetFooters().read(session, files);
    expect(columns.map(({ name, type }) => [name.toLowerCase(), type.toString()])).toEqual([
      ["id", "BIGINT"],
      ["info", 'STRUCT("x" VARCHAR)'],
    ]);
    expect(compressedBytes).toEqual(await bytesOf(files));
  });

  it("are read whole if they are longer than the part of a file that is read first", async () => {
    const file = join(folder, "wide.parquet");
    const columns = Array.from({ length: 2_000 }, (_, index) => `${index} AS column_${index}`);
    writeFileSync(file, await parquet(`SELECT ${columns.join(", ")}`));
    const { columns: found, compressedBytes } = await new ParquetFooters().read(session, [file]);
    expect(found).toHaveLength(columns.length);
    expect(compressedBytes).toEqual(await bytesOf([file]));
  });

  it.each([
    ["a text", "PAR1 is no Parquet file, and neither is PAR1"],
    ["a mark alone", "PAR1"],
    ["a length beyond the file", "PAR1\xff\xff\xff\x7fPAR1"],
  ])("are DuckDB's error for %s", async (name, content) => {
    const file = join(folder, `${name}.parquet`);
    writeFileSync(file, content, "latin1");
    await expect(new ParquetFooters().read(session, [...files, file])).rejects.toThrow(file);
  });

  it("are DuckDB's error, or that of this engine, wherever a footer is damaged", async () => {
    const content = await parquet("SELECT 1 AS id, {'x': 'y'} AS info FROM range(3)");
    const length = content.readUInt32LE(content.length - 8);
    const outcomes = new Set<string>();
    for (let at = content.length - 8 - length; at < content.length; at += 1) {
      const file = join(folder, `damaged-${at}.parquet`);
      const damaged = Buffer.from(content);
      damaged[at] = 0xff;
      writeFileSync(file, damaged);
      const outcome = await new ParquetFooters().read(session, [file]).then(
        () => "read",
        () => "refused",
      );
      outcomes.add(outcome);
    }
    // Many bytes are of values that nobody needs; none makes the reader hang or end the process.
    expect([...outcomes].sort()).toEqual(["read", "refused"]);
  });

  it("have the sizes of each row group and of nested columns", async () => {
    const file = join(folder, "groups.parquet");
    const nested = `[{'a': i, 'b': i::VARCHAR}] AS "Nested Ä", MAP {i: i > 5} AS m`;
    // More rows than DuckDB writes into one group.
    writeFileSync(file, await parquet(`SELECT i, ${nested} FROM range(130_000) AS t(i)`));
    const { compressedBytes } = await new ParquetFooters().read(session, [file]);
    expect([...compressedBytes.keys()]).toEqual(["i", "nested ä", "m"]);
    expect(compressedBytes).toEqual(await bytesOf([file]));
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
