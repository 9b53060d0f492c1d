import { QueryError } from "../../query-error";
import type { QueryJob } from "../../execution/query-runner";
import type { TrinoColumn } from "../client/statement-page";
import type { RewrittenSql } from "../text/rewritten-sql";

/** Names of the catalogs of a Trino server: both are views of one Glue Data Catalog. */
export interface TrinoCatalogs {
  /** The catalog of the Hive connector, which statements name by default. */
  readonly hive: string;
  /** The catalog of the Iceberg connector. */
  readonly iceberg: string;
}

/** A table of a database of the Glue Data Catalog. */
export interface TableName {
  readonly database: string;
  readonly table: string;
}

/** What the plan of a statement depends on. */
export interface PlanContext {
  readonly job: Pick<QueryJob, "id" | "database" | "settings">;
  readonly catalogs: TrinoCatalogs;
  /** The columns that a query has. @throws QueryError if the query is invalid */
  columnsOf(query: RewrittenSql): Promise<readonly TrinoColumn[]>;
}

/** The database of statements that name none. */
export const DEFAULT_DATABASE = "default";

/** Athena's name of the Glue Data Catalog. */
const DATA_CATALOG = "awsdatacatalog";

/**
 * Resolves a table's name.
 *
 * @throws QueryError CATALOG_NOT_FOUND for a catalog other than the Glue Data Catalog, MISSING_SCHEMA_NAME without a
 * database
 */
export function resolveName(parts: readonly string[], { job }: PlanContext): TableName {
  const [table = "", database = job.database, catalog = DATA_CATALOG] = parts
    .map((part) => part.toLowerCase())
    .reverse();
  if (catalog !== DATA_CATALOG || parts.length > 3) {
    throw new QueryError("CATALOG_NOT_FOUND", `Catalog '${catalog}' not found`);
  }
  if (database === undefined) {
    const reason = "Schema must be specified when session schema is not set";
    throw new QueryError("MISSING_SCHEMA_NAME", reason);
  }
  return { database, table };
}
