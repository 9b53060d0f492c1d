import { namedTables } from "../analysis/named-tables";
import { lookedUpTable, type LookedUpTable } from "../analysis/resolve-table-name";
import { QueryError, unsupported } from "../query-error";
import type { NamedTable, QualifiedName, Query } from "../sql/syntax-tree";
import { entryKey } from "../translation/catalog-entry";
import type { TableCatalog } from "../translation/table-catalog";
import type { EngineContext } from "./engine-context";
import { metadataTable } from "./iceberg/metadata/metadata-tables";
import { tableNotFound } from "./catalog-lookup";
import { entryAt } from "./iceberg/time-travel";

/** The one table of metadata that a table of Hive has, of which no entry is needed. */
const HIVE_METADATA = "partitions";

/** The table of a table's properties, in columns that its format names. */
const HIVE_PROPERTIES = "properties";

/** What tables are looked up with. */
export type LookUpContext = Pick<EngineContext, "duckDb" | "now" | "reader" | "signal">;

/**
 * Looks up the tables and views that a query names, all at once, and those of its views.
 *
 * @param database the one of unqualified names
 * @param catalog collects what was found
 */
export async function lookUpTables(
  query: Query,
  database: string | undefined,
  context: LookUpContext,
  catalog: TableCatalog,
): Promise<void> {
  const tables = new Map<string, { readonly database: string; readonly table: string }>();
  const named = namedTables(query);
  const found = named.flatMap(({ name }) => resolved(name, database) ?? []);
  for (const table of found) {
    const key = entryKey(table.database, table.table);
    if (!catalog.entries.has(key)) tables.set(key, table);
  }
  context.signal.throwIfAborted();
  const entries = await Promise.all(
    [...tables.values()].map((table) => context.reader.entry(table.database, table.table)),
  );
  [...tables.keys()].forEach((key, index) => {
    const entry = entries[index];
    if (entry !== undefined) catalog.entries.set(key, entry);
  });
  await lookUpMetadata(found, context, catalog);
  await lookUpPeriods(named, database, context, catalog);
  for (const entry of entries) {
    if (entry instanceof QueryError || entry.kind !== "view") continue;
    await lookUpTables(entry.view.query, entry.view.database, context, catalog);
  }
}

/** Looks up the names with a suffix, such as `"events$snapshots"`: tables of the metadata of Iceberg tables. */
async function lookUpMetadata(
  tables: readonly LookedUpTable[],
  { reader }: LookUpContext,
  catalog: TableCatalog,
): Promise<void> {
  for (const { database, metadata: suffix, table } of tables) {
    const entry = catalog.entries.get(entryKey(database, table));
    if (suffix === undefined || entry === undefined) continue;
    const name = `${table}$${suffix}`;
    const isTable = !(entry instanceof QueryError) && entry.kind === "table";
    if (isTable && entry.table.iceberg !== undefined) {
      const metadata = await metadataTable(suffix, entry.table.iceberg, (uri) => reader.file(uri));
      const found = metadata ?? tableNotFound(database, name);
      const isError = found instanceof QueryError;
      catalog.entries.set(
        entryKey(database, name),
        isError ? found : { kind: "metadata", metadata: found },
      );
    } else if (isTable && suffix === HIVE_PROPERTIES) {
      catalog.entries.set(entryKey(database, name), unsupported(`The table "${name}"`));
    } else if (suffix !== HIVE_METADATA) {
      catalog.entries.set(entryKey(database, name), await reader.entry(database, name));
    }
  }
}

/** Looks up the states of tables that FOR … AS OF names. */
async function lookUpPeriods(
  named: readonly NamedTable[],
  database: string | undefined,
  context: LookUpContext,
  catalog: TableCatalog,
): Promise<void> {
  for (const { name, period } of named) {
    const table = resolved(name, database);
    if (table === undefined || period === undefined) continue;
    const entry = catalog.entries.get(entryKey(table.database, table.table));
    if (entry === undefined || entry instanceof QueryError) continue;
    catalog.periods.set(period, await entryAt(entry, period, context));
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
