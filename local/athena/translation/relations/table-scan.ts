import type { Sql } from "../../../duckdb/sql";
import type { CatalogTable } from "../../engine/catalog-table";

/** A condition on partition columns alone. */
export interface PartitionCondition {
  /** DuckDB's SQL over a relation that has those columns. */
  readonly sql: Sql;
  /** The columns that it names. */
  readonly columns: ReadonlySet<string>;
  /** For `column = 'value'` and `column IN ('a', 'b')`: the values. */
  readonly equals?: readonly string[] | undefined;
}

/** One reading of a table by a query: what of it is needed. */
export class TableScan {
  /** Columns that the query uses, partition columns and `$path` aside. */
  readonly columns = new Set<string>();
  /** Conditions on partition columns; a partition is read when it meets all of them. */
  readonly partitionConditions: PartitionCondition[] = [];
  /** Whether the query asks for the objects' own paths. */
  usesPath = false;
  /** Whether the rows are the table's partitions, and no object is read. */
  partitionsOnly = false;

  constructor(
    readonly table: CatalogTable,
    /** Name of the DuckDB view that stands for this reading. */
    readonly view: Sql,
  ) {}
}
