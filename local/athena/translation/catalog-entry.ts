import type { CatalogTable } from "../engine/catalog-table";
import type { Query } from "../sql/syntax-tree";

/** A view of the Data Catalog: its query, and the database of unqualified names in it. */
export interface CatalogView {
  readonly query: Query;
  readonly database: string;
  /** The columns when the view was created. */
  readonly columns: CatalogTable["columns"];
}

/** A table or view of the Data Catalog. */
export type CatalogEntry =
  | { readonly kind: "table"; readonly table: CatalogTable }
  | { readonly kind: "view"; readonly view: CatalogView };

/** The key of a table or view in a map. */
export function entryKey(database: string, name: string): string {
  return JSON.stringify([database, name]);
}
