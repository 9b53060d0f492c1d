import type { S3Client } from "@aws-sdk/client-s3";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { readRows } from "../../local/duckdb/run-sql";
import { withScratchDuckDb } from "../../local/duckdb/scratch-duckdb";
import { join, literal, SQL } from "../../local/duckdb/sql";
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
  return withScratchDuckDb(
    "lake-parquet-",
    async ({ connection, folder }) => {
      let count = 0;
      const files = await readObjects(s3, bucket, keys, async (bytes) => {
        const file = path.join(folder, `${(count += 1)}.parquet`);
        await writeFile(file, bytes);
        return file;
      });
      if (files.length === 0) return 0;
      const footers = SQL`parquet_file_metadata([${join(files.map(literal))}])`;
      const rows = await readRows(connection, SQL`SELECT sum(num_rows) FROM ${footers}`);
      return Number(rows.getRows()[0]?.[0]);
    },
    { threads: "1" },
  );
}
