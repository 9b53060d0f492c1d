import type { RewrittenSql } from "../text/rewritten-sql";

/** A statement that Trino runs. */
export interface TrinoStep {
  readonly sql: RewrittenSql;
  /** Session properties, those of a catalog as `catalog.name`. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** What Trino runs for a statement of Athena. */
export interface TrinoPlan {
  /** They run one after another, and the last one's result is the statement's. */
  readonly steps: readonly TrinoStep[];
  /** They run at the end, whether the others succeeded or not. */
  readonly cleanUp?: readonly TrinoStep[];
  /**
   * What Athena returns: the rows, the rows as lines of text, the count of rows that were written, or nothing.
   */
  readonly result: "rows" | "lines" | "count" | "none";
}
