import { SQL, type Sql } from "../../../duckdb/sql";
import type { CatalogTable } from "../../engine/catalog-table";
import type { FileCondition } from "./file-condition";

/** A condition that uses only partition columns. */
export interface PartitionCondition {
  /** Writes it, over a relation with these columns. */
  readonly sql: () => Sql;
  /** The columns that it uses. */
  readonly columns: ReadonlySet<string>;
  /** The constants of `column = 'value'` and `column IN ('a', lower('B'))`, as what writes them. */
  readonly equals?: readonly (() => Sql)[] | undefined;
}

/** A column of a file, not of its content. */
export type HiddenColumn = "$path" | "$file_size" | "$file_modified_time" | "$partition";

/** A scan of a table by a query: the columns and partitions that it needs. */
export class TableScan {
  /** The used columns, without partition columns and hidden ones. */
  readonly columns = new Set<string>();
  /** Conditions on partition columns; a partition is read if it meets all of them. */
  readonly partitionConditions: PartitionCondition[] = [];
  /** Conditions on the bounds of an Iceberg table's files; a file is read if it meets all of them. */
  readonly fileConditions: FileCondition[] = [];
  /** Columns of its files that the query uses. */
  readonly hiddenColumns = new Set<HiddenColumn>();
  /** Whether it scans the table's partitions and no objects. */
  partitionsOnly = false;

  private rows: Sql | undefined;

  constructor(readonly table: CatalogTable) {}

  /**
   * The SELECT of its rows. Part of the query instead of a view, for which DuckDB would open the files of a scan
   * twice: to create it, and to plan the query.
   */
  get relation(): Sql {
    if (this.rows === undefined) throw new Error(`The table ${this.table.name} was not opened`);
    return SQL`(${this.rows})`;
  }

  /** Sets the SELECT of its rows, once the partitions and objects that the query needs are known. */
  open(rows: Sql): void {
    this.rows = rows;
  }
}
