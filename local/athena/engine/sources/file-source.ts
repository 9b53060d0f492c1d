import type { Sql } from "../../../duckdb/sql";
import type { TablePartition } from "../partitions/table-partition";
import type { DataObject } from "./data-object";

/** A file that a table is read from: the copy of an object, and the partition that the object lies in. */
export interface DataFile {
  readonly path: string;
  readonly object: DataObject;
  readonly partition: TablePartition;
}

/** How the files of a format are read. */
export interface FileSource {
  /** SQL of each column of the table. */
  readonly columns: ReadonlyMap<string, Sql>;
  /** What stands behind FROM; its `file_index` counts the files from 0, unless a column of the files is called so. */
  readonly from: Sql;
  /** Names of the files' own columns. */
  readonly fileColumns: readonly string[];
  /** Bytes that are read for the columns that the query uses. */
  readonly scannedBytes: number;
}
