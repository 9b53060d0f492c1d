import type { RewrittenSql } from "../text/rewritten-sql";
import type { TableName } from "./plan-context";

/** Where a statement creates data files: an S3 URI, or the table that has the location. */
export type WriteTarget = { readonly location: string } | TableName;

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
   * Where the files are that `DataManifestLocation` lists.
   *
   * @default - Athena lists none for such a statement
   */
  readonly writesTo?: WriteTarget;
  /** The new table that has a delimiter of its own. @default - it creates none */
  readonly delimits?: TableName;
  /**
   * What Athena returns: the rows, the rows as lines of text, the count of rows that were written, or nothing.
   */
  readonly result: "rows" | "lines" | "count" | "none";
}
