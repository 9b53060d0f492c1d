import { literal } from "../../firehose/duckdb-type";
import type { TableScan } from "../translation/table-scan";
import type { DuckDbSession } from "./duckdb-session";
import { readColumn } from "./parquet-columns";
import type { DataFile, FileSource } from "./table-reader";

/** Reads Parquet files by the names of their columns, whatever the case and the order. */
export async function parquetSource(
  session: DuckDbSession,
  scan: TableScan,
  files: readonly DataFile[],
): Promise<FileSource> {
  const list = `[${files.map(({ path }) => literal(path)).join(", ")}]`;
  const from = `read_parquet(${list}, union_by_name = true, hive_partitioning = false)`;
  const reader = await session.rows(`SELECT * FROM ${from} LIMIT 0`);
  const inFiles = reader
    .columnNames()
    .map((name, index) => ({ name, type: reader.columnType(index) }));
  const columns = new Map<string, string>();
  for (const column of scan.table.columns) {
    if (!scan.columns.has(column.name)) continue;
    const found = inFiles.find(({ name }) => name.toLowerCase() === column.name);
    columns.set(column.name, readColumn(column, found));
  }
  return { from, columns, scannedBytes: await scannedBytes(session, list, scan.columns) };
}

/** Compressed bytes of the column chunks that the query uses, which is what Athena reads and bills. */
async function scannedBytes(
  session: DuckDbSession,
  files: string,
  columns: ReadonlySet<string>,
): Promise<number> {
  if (columns.size === 0) return 0;
  const names = [...columns].map(literal).join(", ");
  const reader = await session.rows(
    `SELECT coalesce(sum(total_compressed_size), 0) FROM parquet_metadata(${files})
     WHERE lower(split_part(path_in_schema, ', ', 1)) IN (${names})`,
  );
  return Number(reader.getRows()[0]?.[0] ?? 0);
}
