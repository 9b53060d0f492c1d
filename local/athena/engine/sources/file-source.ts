import type { Sql } from "../../../duckdb/sql";
import type { TablePartition } from "../partitions/table-partition";
import type { DataObject } from "./objects/data-object";

/** A file of a table: the local copy of an object, and the object's partition. */
export interface DataFile {
  readonly path: string;
  readonly object: DataObject;
  readonly partition: TablePartition;
}

/** DuckDB's SQL that reads a table's files. */
export interface FileSource {
  /** SQL of each used column of the table. */
  readonly columns: ReadonlyMap<string, Sql>;
  /** Table function for FROM. Its `file_index` is the index of the file, unless the files have a column of that name. */
  readonly from: Sql;
  /** Names of the files' own columns. */
  readonly fileColumns: readonly string[];
  /** Bytes scanned for the columns that the query uses. */
  readonly scannedBytes: number;
}
