import type { CatalogTable } from "../engine/catalog-table";
import type { Query } from "../sql/syntax-tree";

/** A view of the Data Catalog: the query that it stands for and the database its names belong to. */
export interface CatalogView {
  readonly query: Query;
  readonly database: string;
  /** Columns as they were when the view was made. */
  readonly columns: CatalogTable["columns"];
}

/** What names in FROM stand for. */
export type CatalogEntry =
  | { readonly kind: "table"; readonly table: CatalogTable }
  | { readonly kind: "view"; readonly view: CatalogView };

/** Key of a table or view in the session's catalog. */
export function entryKey(database: string, name: string): string {
  return JSON.stringify([database, name]);
}
