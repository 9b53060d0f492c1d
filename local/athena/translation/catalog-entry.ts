import type { Sql } from "../../duckdb/sql";
import type { CatalogTable } from "../engine/catalog-table";
import type { TrinoType } from "../types/trino-type";
import type { Query } from "../sql/syntax-tree";

/** A view of the Data Catalog: its query, and the database of unqualified names in it. */
export interface CatalogView {
  readonly query: Query;
  readonly database: string;
  /** The columns when the view was created, with the names of their types. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** A table of metadata, with all its rows. */
export interface CatalogRows {
  readonly columns: readonly {
    readonly name: string;
    readonly type: TrinoType;
    /** Whether it is excluded from `*`. @default false */
    readonly hidden?: boolean;
  }[];
  readonly rows: readonly (readonly CatalogValue[])[];
}

/** A value of a table of metadata: its text, or what writes it. */
export type CatalogValue = string | Sql | null;

/** A table or view of the Data Catalog, or a table of metadata. */
export type CatalogEntry =
  | { readonly kind: "table"; readonly table: CatalogTable }
  | { readonly kind: "view"; readonly view: CatalogView }
  | { readonly kind: "metadata"; readonly metadata: CatalogRows };

/** The key of a table or view in a map. */
export function entryKey(database: string, name: string): string {
  return JSON.stringify([database, name]);
}
