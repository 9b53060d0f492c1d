import type { Sql } from "../../../duckdb/sql";
import { messageOf } from "../../../../errors/message-of";
import { QueryError } from "../../query-error";
import type { TableScan } from "../../translation/relations/table-scan";
import type { DuckDbSession } from "../duckdb-session";
import type { DataFile, FileSource } from "./file-source";
import { readColumn } from "./parquet-columns";
import type { ParquetFooters } from "./parquet-footers";

/** Reads Parquet files; columns are matched by case-insensitive name. */
export async function parquetSource(
  session: DuckDbSession,
  footers: ParquetFooters,
  scan: TableScan,
  files: readonly DataFile[],
): Promise<FileSource> {
  const paths = files.map(({ path }) => path);
  const footer = await footers.read(session, paths).catch((error: unknown) => {
    throw unreadable(error, files);
  });
  const columns = new Map<string, Sql>();
  // Compressed bytes of the used column chunks, which is what Athena scans and bills.
  let scannedBytes = 0;
  for (const column of scan.table.columns) {
    if (!scan.columns.has(column.name)) continue;
    const found = footer.columns.find(({ name }) => name.toLowerCase() === column.name);
    columns.set(column.name, readColumn(column, found));
    scannedBytes += footer.compressedBytes.get(column.name) ?? 0;
  }
  const fileColumns = footer.columns.map(({ name }) => name);
  return { from: footer.from, fileColumns, columns, scannedBytes };
}

/** Replaces the path of a copy in DuckDB's error with the object's URI. */
function unreadable(error: unknown, files: readonly DataFile[]): unknown {
  const message = messageOf(error);
  const bad = files.find(({ path }) => message.includes(path));
  if (bad === undefined) return error;
  const { bucket, key } = bad.object;
  return new QueryError("HIVE_BAD_DATA", `Not valid Parquet file: s3://${bucket}/${key}`);
}
