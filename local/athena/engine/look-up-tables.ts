import { tableNames } from "../analysis/table-names";
import { QueryError } from "../query-error";
import type { QualifiedName, Query } from "../sql/syntax-tree";
import { type CatalogEntry, entryKey } from "../translation/catalog-entry";
import { lookedUpTable } from "../analysis/resolve-table-name";
import type { EngineContext } from "./engine-context";

/**
 * Looks up the tables and views that a query names, all at once, and those of its views.
 *
 * @param database the one of unqualified names
 * @param catalog collects what was found, by {@link entryKey}
 */
export async function lookUpTables(
  query: Query,
  database: string | undefined,
  context: Pick<EngineContext, "reader" | "signal">,
  catalog: Map<string, CatalogEntry | QueryError>,
): Promise<void> {
  const tables = new Map<string, { readonly database: string; readonly table: string }>();
  for (const name of tableNames(query)) {
    const table = resolved(name, database);
    if (table === undefined) continue;
    const key = entryKey(table.database, table.table);
    if (!catalog.has(key)) tables.set(key, table);
  }
  context.signal.throwIfAborted();
  const entries = await Promise.all(
    [...tables.values()].map((table) => context.reader.entry(table.database, table.table)),
  );
  [...tables.keys()].forEach((key, index) => {
    const entry = entries[index];
    if (entry !== undefined) catalog.set(key, entry);
  });
  for (const entry of entries) {
    if (entry instanceof QueryError || entry.kind !== "view") continue;
    await lookUpTables(entry.view.query, entry.view.database, context, catalog);
  }
}

/** Undefined for a name that can't be resolved, which the translation refuses where it comes to it. */
function resolved(name: QualifiedName, database: string | undefined) {
  try {
    return lookedUpTable(name, database);
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
