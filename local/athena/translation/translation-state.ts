import { literal, SQL, type Sql } from "../../duckdb/sql";
import type { CatalogTable } from "../engine/catalog-table";
import { type Position, QueryError } from "../query-error";
import { type CatalogEntry, entryKey } from "./catalog-entry";
import type { TypedExpression } from "../analysis/typed-expression";
import type { Expression, QueryPeriod } from "../sql/syntax-tree";
import { once } from "./expressions/typed-sql";
import { TableScan } from "./relations/table-scan";
import type { TableCatalog } from "./table-catalog";

/** The state of a query's analysis, shared by all its parts. */
export class TranslationState {
  scans: TableScan[] = [];
  /** The expressions of the query. */
  readonly expressions = new Map<Expression, TypedExpression>();
  /** The subqueries that name columns of the query around them. */
  readonly correlated = new WeakSet<Expression>();
  /** Whether the query reads tables of metadata. */
  readsMetadata = false;
  private aliases = 0;
  private readonly openViews: string[] = [];

  constructor(
    /** The value of `current_timestamp` and related functions. */
    readonly now: Date,
    private readonly catalog: TableCatalog,
    /** The view that the statement creates, which its query can't read: catalog, database and name. */
    private readonly created?: readonly string[],
  ) {}

  /** Analyzes a view's query. @throws QueryError VIEW_IS_RECURSIVE inside of the analysis of the same view */
  insideView<Result>(view: readonly string[], position: Position, analyze: () => Result): Result {
    const key = JSON.stringify(view);
    if (key === JSON.stringify(this.created)) {
      const reason = "Statement would create a recursive view";
      throw new QueryError("VIEW_IS_RECURSIVE", reason, position);
    }
    if (this.openViews.includes(key)) {
      throw new QueryError("VIEW_IS_RECURSIVE", "View is recursive", position);
    }
    this.openViews.push(key);
    try {
      return analyze();
    } finally {
      this.openViews.pop();
    }
  }

  /**
   * A table or view.
   *
   * @param period the state of the table that is meant. @default - its current one
   * @throws QueryError if there is none
   */
  entry(database: string, name: string, position: Position, period?: QueryPeriod): CatalogEntry {
    const current = this.catalog.entries.get(entryKey(database, name));
    const earlier = period && this.catalog.periods.get(period);
    const entry = earlier ?? current;
    if (entry === undefined) throw new Error(`${database}.${name} was not looked up`);
    if (entry instanceof QueryError) throw new QueryError(entry.code, entry.reason, position);
    return entry;
  }

  /** Whether a name is a table of metadata. */
  hasMetadata(database: string, name: string): boolean {
    const entry = this.catalog.entries.get(entryKey(database, name));
    return entry !== undefined && !(entry instanceof QueryError) && entry.kind === "metadata";
  }

  /** What writes a unique alias. */
  alias(): () => Sql {
    this.aliases += 1;
    const number = this.aliases;
    return once(() => SQL`r${literal(number)}`);
  }

  /** Analyzes a part of the query that is not written, so that its tables are not read. */
  withoutReading(analyze: () => unknown): void {
    const { scans, readsMetadata } = this;
    this.scans = [...scans];
    analyze();
    this.scans = scans;
    this.readsMetadata = readsMetadata;
  }

  scan(table: CatalogTable): TableScan {
    const scan = new TableScan(table);
    this.scans.push(scan);
    return scan;
  }
}
