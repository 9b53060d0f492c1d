import { identifier, type Sql } from "../../../duckdb/sql";

/** What is known of a column in a file. */
export type BoundKind = "lower" | "upper" | "values" | "nulls";

/** The name of the column of bounds that a {@link FileCondition} refers to. */
export function boundColumn(column: string, kind: BoundKind): Sql {
  return identifier(`${kind} ${column}`);
}

/** A condition that a file meets if it may have rows that a query needs. */
export interface FileCondition {
  /** Writes it, over the columns of bounds; one that is not known is null. */
  readonly sql: () => Sql;
  /** The table's columns of which it uses the bounds. */
  readonly columns: ReadonlySet<string>;
}
