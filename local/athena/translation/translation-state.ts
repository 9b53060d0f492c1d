import { literal, SQL, type Sql } from "../../duckdb/sql";
import type { CatalogTable } from "../engine/catalog-table";
import { type Position, QueryError } from "../query-error";
import { type CatalogEntry, entryKey } from "./catalog-entry";
import { TableScan } from "./relations/table-scan";

/** What is the same for the whole of one query. */
export class TranslationState {
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
    if (entry === undefined) throw new MissingCatalogEntryError(database, name);
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
export class MissingCatalogEntryError extends Error {
  constructor(
    readonly database: string,
    readonly table: string,
  ) {
    super(`${database}.${table} was not looked up`);
  }
}
