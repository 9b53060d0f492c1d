import { DuckDBTypeId, INTEGER } from "@duckdb/node-api";

import type { Sql } from "../../../../duckdb/sql";
import { messageOf } from "../../../../../errors/message-of";
import { QueryError, unsupported } from "../../../query-error";
import { serdeProperties } from "../../catalog-table";
import type { TableScan } from "../../../translation/relations/table-scan";
import type { DuckDbSession } from "../../duckdb-session";
import type { DataFile, FileSource } from "../file-source";
import { readColumn } from "./parquet-columns";
import type { ParquetFooters } from "./parquet-footers";
import { areReadTogether } from "./parquet-merge";

/**
 * Reads Parquet files; columns are matched by case-insensitive name.
 *
 * @param pattern of a folder that has exactly these files. @default - they are read by their paths
 */
export async function parquetSource(
  session: DuckDbSession,
  footers: ParquetFooters,
  scan: TableScan,
  files: readonly DataFile[],
  pattern?: string,
): Promise<FileSource> {
  rejectIndexAccess(scan);
  const paths = files.map(({ path }) => path);
  const footer = await footers.read(session, paths, pattern).catch((error: unknown) => {
    throw unreadable(error, files);
  });
  const columns = new Map<string, Sql>();
  // Compressed bytes of the used column chunks, which is what Athena scans and bills.
  let scannedBytes = 0;
  for (const column of scan.table.columns) {
    if (!scan.columns.has(column.name)) continue;
    const found = footer.columns.find(({ name }) => name.toLowerCase() === column.name);
    const variants = footer.variants.get(column.name) ?? [];
    const types = variants.filter(({ typeId }) => typeId !== DuckDBTypeId.SQLNULL);
    // A column without a type is stored as integers, and read as a column of those.
    if (types.length < variants.length) readColumn(column, { name: column.name, type: INTEGER });
    if (!areReadTogether(types)) {
      const names = [...new Set(types.map(String))].join(" and ");
      throw unsupported(`A column ${column.name} that is ${names} in a table's Parquet files`);
    }
    columns.set(column.name, readColumn(column, found));
    scannedBytes += footer.compressedBytes.get(column.name) ?? 0;
  }
  const fileColumns = footer.columns.map(({ name }) => name);
  return { from: footer.from, fileColumns, columns, scannedBytes };
}

/**
 * Columns by index instead of name.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html
 */
function rejectIndexAccess({ table }: TableScan): void {
  const property = "parquet.column.index.access";
  if (serdeProperties(table)[property]?.toLowerCase() === "true") {
    throw unsupported(`The SerDe property ${property}`);
  }
}

/** Replaces the path of a copy in DuckDB's error with the object's URI. */
function unreadable(error: unknown, files: readonly DataFile[]): unknown {
  const message = messageOf(error);
  const bad = files.find(({ path }) => message.includes(path));
  if (bad === undefined) return error;
  const { bucket, key } = bad.object;
  return new QueryError("HIVE_BAD_DATA", `Not valid Parquet file: s3://${bucket}/${key}`);
}
