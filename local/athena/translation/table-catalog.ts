import type { QueryError } from "../query-error";
import type { QueryPeriod } from "../sql/syntax-tree";
import type { CatalogEntry } from "./catalog-entry";

/** What was looked up for a query; an error for what does not exist. */
export interface TableCatalog {
  /** Tables and views, by `entryKey`. */
  readonly entries: Map<string, CatalogEntry | QueryError>;
  /** Earlier states of tables. */
  readonly periods: Map<QueryPeriod, CatalogEntry | QueryError>;
}

/** A catalog of nothing. */
export function emptyCatalog(): TableCatalog {
  return { entries: new Map(), periods: new Map() };
}
