import { literal, SQL, type Sql } from "../../duckdb/sql";
import type { CatalogTable } from "../engine/catalog-table";
import { type Position, QueryError } from "../query-error";
import type { Query } from "../sql/syntax-tree";
import { TableScan } from "./relations/table-scan";

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

/** What is the same for the whole of one query. */
export class TranslationSession {
  readonly scans: TableScan[] = [];
  private aliases = 0;

  constructor(
    /** The instant of `current_timestamp` and its like. */
    readonly now: Date,
    /** Tables and views by {@link entryKey} as far as they were looked up; a fault for those that there aren't. */
    private readonly catalog: ReadonlyMap<string, CatalogEntry | QueryError>,
  ) {}

  /**
   * A table or a view.
   *
   * @throws MissingEntry for one that must be looked up before the translation can go on
   */
  entry(database: string, name: string, position: Position): CatalogEntry {
    const entry = this.catalog.get(entryKey(database, name));
    if (entry === undefined) throw new MissingEntry(database, name);
    if (entry instanceof QueryError) throw new QueryError(entry.code, entry.reason, position);
    return entry;
  }

  /** A name that no other relation of the query has. */
  alias(): Sql {
    this.aliases += 1;
    return SQL`r${literal(this.aliases)}`;
  }

  scan(table: CatalogTable): TableScan {
    const scan = new TableScan(table, SQL`scan${literal(this.scans.length)}`);
    this.scans.push(scan);
    return scan;
  }
}

/** Tells whoever translates that a table has to be looked up first. */
export class MissingEntry extends Error {
  constructor(
    readonly database: string,
    readonly table: string,
  ) {
    super(`${database}.${table} was not looked up`);
  }
}

/** Key of a table or view in the session's catalog. */
export function entryKey(database: string, name: string): string {
  return JSON.stringify([database, name]);
}
