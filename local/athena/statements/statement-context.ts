import { QueryError } from "../query-error";
import { findTable } from "../engine/catalog-lookup";
import { type CatalogTable, catalogTable } from "../engine/catalog-table";
import { isView } from "../engine/catalog-view";
import type { EngineContext } from "../engine/engine-context";
import type { ResultColumn } from "../results/column-info";
import type { ResultRow } from "../results/result-writer";
import type { QualifiedName } from "../sql/syntax-tree";
import { resolveTableName } from "../translation/relations/table-relation";

/** What a statement runs with. */
export interface StatementContext extends EngineContext {
  /** Id of the execution, which names what it writes. */
  readonly executionId: string;
  /** `s3://bucket/folder/` of the work group's results. */
  readonly resultFolder: string;
  /** Whether the work group says where everything goes. */
  readonly enforced: boolean;
}

/** What a statement brings: no row of it is a header. */
export interface StatementResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly updateCount?: number;
  readonly scannedBytes?: number;
}

/** A statement that brings nothing. */
export const EMPTY_RESULT: StatementResult = { columns: [], rows: [] };

/** Lines under one name. */
export function linesResult(name: string, values: readonly string[]): StatementResult {
  return {
    columns: [{ name, type: { kind: "varchar" }, hiveText: true }],
    rows: values.map((value) => [value]),
  };
}

/** Where a statement's table is. */
export function resolveTable(name: QualifiedName, context: EngineContext) {
  return resolveTableName(name, context.database);
}

/** A table that has to be there. */
export async function requireTable(
  name: QualifiedName,
  context: EngineContext,
): Promise<CatalogTable> {
  const { database, table } = resolveTable(name, context);
  const definition = await findTable(context.clients.glue, database, table);
  if (definition === undefined) {
    throw new QueryError(
      "TABLE_NOT_FOUND",
      `Table 'awsdatacatalog.${database}.${table}' does not exist`,
      name,
    );
  }
  return catalogTable(database, definition);
}

/** A table that has to be there and to be no view. */
export async function requireBaseTable(
  name: QualifiedName,
  context: EngineContext,
): Promise<CatalogTable> {
  const table = await requireTable(name, context);
  if (!isView(table.definition)) return table;
  throw new QueryError("INVALID_TABLE", `${table.database}.${table.name} is a view`, name);
}
