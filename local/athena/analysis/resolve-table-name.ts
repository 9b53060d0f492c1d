import { QueryError, unsupportedByBoth } from "../query-error";
import type { QualifiedName } from "../sql/syntax-tree";

/** Suffix of the metadata table of a table's partitions. */
export const PARTITIONS_SUFFIX = "$partitions";

/** The table that the Data Catalog has under a name: of `"events$partitions"`, `events`. @throws QueryError */
export function lookedUpTable(
  name: QualifiedName,
  defaultDatabase: string | undefined,
): { database: string; table: string } {
  const { database, table } = resolveTableName(name, defaultDatabase);
  return table.endsWith(PARTITIONS_SUFFIX)
    ? { database, table: table.slice(0, -PARTITIONS_SUFFIX.length) }
    : { database, table };
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
