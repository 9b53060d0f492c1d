import { QueryError } from "../query-error";
import { findTable } from "../engine/catalog-lookup";
import { type CatalogTable, catalogTable } from "../engine/catalog-table";
import { isView } from "../engine/catalog-view";
import { isIceberg } from "../engine/iceberg/iceberg-table";
import type { EngineContext } from "../engine/engine-context";
import type { ResultColumn } from "../results/column-info";
import type { ResultRow } from "../results/result-writer";
import type { QualifiedName } from "../sql/syntax-tree";
import { resolveTableName } from "../analysis/resolve-table-name";

/** What a DDL statement needs to run. */
export interface StatementContext extends EngineContext {
  /** The execution's id, which is part of the names of written objects. */
  readonly executionId: string;
  /** The output location of the query's settings: `s3://bucket/prefix/`. */
  readonly resultFolder: string;
  /** Whether the workgroup enforces its output location. */
  readonly enforced: boolean;
}

/** The result of a DDL statement, without a header row. */
export interface StatementResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly updateCount?: number;
  readonly scannedBytes?: number;
  /** S3 URIs of the files that it wrote. @default - the statement writes none */
  readonly writtenFiles?: readonly string[];
}

/** The result of a statement without output. */
export const EMPTY_RESULT: StatementResult = { columns: [], rows: [] };

/** A result of one column of text. */
export function linesResult(name: string, values: readonly string[]): StatementResult {
  return {
    columns: [{ name, type: { kind: "varchar" }, hiveText: true }],
    rows: values.map((value) => [value]),
  };
}

/** Resolves a table's database and name. */
export function resolveTable(name: QualifiedName, context: EngineContext) {
  return resolveTableName(name, context.database);
}

/** Reads a table or view. @throws QueryError TABLE_NOT_FOUND */
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

/** Refuses statements on the Data Catalog's partitions, of which Iceberg tables have none. */
export function rejectIceberg(
  { definition, name: table }: CatalogTable,
  name: QualifiedName,
): void {
  if (!isIceberg(definition)) return;
  const reason = `${table} is an Iceberg table, which has its partitions in its own metadata: query "${table}$partitions"`;
  throw new QueryError("NOT_SUPPORTED", reason, name);
}

/** Reads a table that is not a view. @throws QueryError TABLE_NOT_FOUND, INVALID_TABLE */
export async function requireBaseTable(
  name: QualifiedName,
  context: EngineContext,
): Promise<CatalogTable> {
  const table = await requireTable(name, context);
  if (!isView(table.definition)) return table;
  throw new QueryError("INVALID_TABLE", `${table.database}.${table.name} is a view`, name);
}
