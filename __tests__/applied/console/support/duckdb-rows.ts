import { DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The number of rows of a Parquet object, and the event of the first one as JSON, read by DuckDB alone. */
export async function readByDuckDb(
  content: Uint8Array | string,
): Promise<{ readonly rows: number; readonly event: string }> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "preview-")), "object.parquet");
  writeFileSync(file, content);
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      `SELECT (SELECT count(*) FROM '${file}'), to_json(event) FROM '${file}' LIMIT 1`,
    );
    const [rows, event] = reader.getRows()[0] ?? [];
    return { rows: Number(rows), event: String(event) };
  } finally {
    instance.closeSync();
  }
}
