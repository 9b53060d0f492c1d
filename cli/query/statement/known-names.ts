import type { TableView } from "../catalog-tables";
import { namedTables } from "./named-tables";
import { columnRows } from "./struct-fields";

/** What engines say of names that they do not know, by their codes and in their sentences. */
const UNKNOWN_TABLE = /\bTABLE_NOT_FOUND\b|\bTable '[^']*' does not exist/;
const UNKNOWN_FUNCTION = /\bFUNCTION_NOT_FOUND\b|\bFunction '[^']*' not registered/;
const UNKNOWN_COLUMN =
  /\b(?:COLUMN_NOT_FOUND|INVALID_COLUMN_REFERENCE)\b|\bColumn '[^']*' cannot be/;

/**
 * The names that there are of the kind that a message does not know: tables, functions, or columns and fields of the tables
 * that the statement names.
 */
export async function knownNames(
  message: string,
  sql: string,
  readTables: () => Promise<readonly TableView[]> = () => Promise.resolve([]),
): Promise<readonly string[]> {
  if (UNKNOWN_FUNCTION.test(message)) return (await import("./function-names")).functionNames();
  const isTable = UNKNOWN_TABLE.test(message);
  if (!isTable && !UNKNOWN_COLUMN.test(message)) return [];
  const tables = await readTables();
  if (isTable) return tables.map(({ name }) => name);
  return namedTables(sql, tables).flatMap(({ table, alias }) => {
    const paths = table.columns.flatMap(({ name, type }) =>
      columnRows(name, type).map(([path]) => path),
    );
    return [...paths, ...paths.map((path) => `${alias}.${path}`)];
  });
}
