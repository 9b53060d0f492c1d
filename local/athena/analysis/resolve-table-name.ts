import { QueryError, unsupportedByBoth } from "../query-error";
import type { QualifiedName } from "../sql/syntax-tree";

/** Suffix of the metadata table of a table's partitions. */
export const PARTITIONS_SUFFIX = "$partitions";

/** A table, and the table of its metadata that a name means. */
export interface LookedUpTable {
  readonly database: string;
  readonly table: string;
  /** `snapshots` of `"events$snapshots"`. */
  readonly metadata?: string | undefined;
}

/** The table that the Data Catalog has under a name: of `"events$partitions"`, `events`. @throws QueryError */
export function lookedUpTable(
  name: QualifiedName,
  defaultDatabase: string | undefined,
): LookedUpTable {
  const { database, table } = resolveTableName(name, defaultDatabase);
  const [, base, metadata] = /^(.+)\$([a-z_]+)$/.exec(table) ?? [];
  return { database, table: base ?? table, metadata };
}

/** Resolves a table's database and name. @throws QueryError MISSING_SCHEMA_NAME, or NOT_SUPPORTED for another catalog */
export function resolveTableName(
  name: QualifiedName,
  defaultDatabase: string | undefined,
): { database: string; table: string } {
  const [table = "", database = defaultDatabase, catalog = "awsdatacatalog"] = name.parts
    .map((part) => part.toLowerCase())
    .reverse();
  if (catalog !== "awsdatacatalog") {
    throw unsupportedByBoth(`The data catalog '${catalog}'`, name);
  }
  if (database === undefined) {
    throw new QueryError(
      "MISSING_SCHEMA_NAME",
      "Schema must be specified when session schema is not set",
      name,
    );
  }
  return { database, table };
}
