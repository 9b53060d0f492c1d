import type { S3Client } from "@aws-sdk/client-s3";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDuckDb } from "../../local/duckdb/open-duckdb";
import { readRows } from "../../local/duckdb/run-sql";
import { join, literal, SQL } from "../../local/duckdb/sql";
import { makeScratchFolder } from "../../toolchain/scratch-folder";
import { listKeys, readObjects } from "../target/lake-contents";
import type { S3Prefix } from "../target/lake-contents";

/** Rows of the Parquet objects in a folder, by their footers. */
export async function countParquetRows(s3: S3Client, folder: S3Prefix): Promise<number> {
  return countRowsOf(s3, folder.bucket, await listKeys(s3, folder));
}

/** Rows of these Parquet objects, by their footers. */
export async function countRowsOf(
  s3: S3Client,
  bucket: string,
  keys: readonly string[],
): Promise<number> {
  if (keys.length === 0) return 0;
  const scratch = await makeScratchFolder(tmpdir(), "lake-parquet-");
  try {
    let count = 0;
    const files = await readObjects(s3, bucket, keys, async (bytes) => {
      const file = path.join(scratch.folder, `${(count += 1)}.parquet`);
      await writeFile(file, bytes);
      return file;
    });
    return files.length === 0 ? 0 : await sumRows(scratch.folder, files);
  } finally {
    await scratch.remove();
  }
}

async function sumRows(folder: string, files: readonly string[]): Promise<number> {
  const duckDb = await openDuckDb({
    folders: [folder],
    spillFolder: path.join(folder, "spill"),
    settings: { threads: "1" },
  });
  try {
    const connection = await duckDb.connect();
    const footers = SQL`parquet_file_metadata([${join(files.map(literal))}])`;
    const rows = await readRows(connection, SQL`SELECT sum(num_rows) FROM ${footers}`);
    connection.closeSync();
    return Number(rows.getRows()[0]?.[0]);
  } finally {
    duckDb.closeSync();
  }
}
