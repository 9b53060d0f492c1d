import type { Sql } from "../../duckdb/sql";
import type { ScopeField } from "../analysis/scope";
import type { TableScan } from "./relations/table-scan";

/** The column of a table that a field passes through unchanged: a partition column, or any of an Iceberg table. */
export interface PartitionSource {
  readonly scan: TableScan;
  readonly column: string;
}

/** A column that expressions can refer to, and what writes it. */
export interface Field extends ScopeField {
  readonly sql: () => Sql;
  readonly partition?: PartitionSource | undefined;
}
