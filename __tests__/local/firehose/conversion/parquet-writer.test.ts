import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBConnection } from "@duckdb/node-api";
import type { ParquetSettings } from "../../../../local/firehose/settings/delivery-stream-settings";
import { ParquetWriter } from "../../../../local/firehose/conversion/parquet-writer";

const ROWS = 40_000;

describe("the Parquet writer", () => {
  let folder: string;
  let writer: ParquetWriter;
  let reader: DuckDBConnection;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "parquet-"));
    writer = new ParquetWriter(folder);
    reader = await DuckDBConnection.create();
    const lines = Array.from({ length: ROWS }, (_, index) => `{"name":"name ${index % 7}"}`);
    await writeFile(join(folder, "rows.json"), lines.join("\n"));
  });
  afterAll(async () => {
    reader.closeSync();
    await writer.close();
    await rm(folder, { recursive: true, force: true });
  });

  const written = async (settings: Partial<ParquetSettings>) => {
    const columns = [{ name: "name", type: { kind: "string" as const } }];
    const rows = { path: join(folder, "rows.json"), columns, longestLine: 20 };
    const target = join(folder, `${JSON.stringify(settings).length}.parquet`);
    const all = { compression: "SNAPPY", writerVersion: "V1", ...settings };
    await writer.write([rows], columns, all, target);
    const metadata = await reader.runAndReadAll(
      `SELECT compression, encodings, row_group_num_rows::INTEGER AS count FROM parquet_metadata('${target}')`,
    );
    return metadata.getRowObjectsJson();
  };

  it("writes dictionaries only if they are enabled", async () => {
    expect(await written({})).toMatchObject([{ encodings: "PLAIN", compression: "SNAPPY" }]);
    expect(await written({ enableDictionaryCompression: true })).toMatchObject([
      { encodings: "PLAIN_DICTIONARY" },
    ]);
  });

  it("limits row groups to the deployed block size", async () => {
    const groups = await written({ blockSizeBytes: 100_000 });
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.reduce((sum, { count }) => sum + Number(count), 0)).toBe(ROWS);
  });

  it("uses the deployed compression", async () => {
    expect(await written({ compression: "GZIP" })).toMatchObject([{ compression: "GZIP" }]);
  });
});
