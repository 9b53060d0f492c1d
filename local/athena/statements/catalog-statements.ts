import {
  CreateDatabaseCommand,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  GetTablesCommand,
} from "@aws-sdk/client-glue";

import { databaseExists, findTable } from "../engine/catalog-lookup";
import { isView } from "../engine/catalog-view";
import { isIceberg } from "../engine/iceberg/iceberg-table";
import { prepareQuery } from "../engine/query-engine";
import { QueryError, unsupported } from "../query-error";
import type { StatementOf } from "../sql/statement";
import {
  EMPTY_RESULT,
  type StatementContext,
  type StatementResult,
  resolveTable,
} from "./statement-context";
import { checkViewName, storeView, viewOfMetadata } from "./store-view";

/** CREATE VIEW: stores the query as a Presto view in the catalog. */
export async function createView(
  { name, orReplace, query, text }: StatementOf<"createView">,
  context: StatementContext,
): Promise<StatementResult> {
  const view = { ...resolveTable(name, context), orReplace, text, schema: context.database };
  await requireDatabase(view.database, context);
  const exists = await checkViewName(view, context.clients.glue, name);
  const { query: translated, state } = await prepareQuery(query, context, [
    "awsdatacatalog",
    view.database,
    view.table,
  ]);
  if (state.readsMetadata) throw viewOfMetadata(name);
  await storeView({ ...view, exists }, translated.columns, context.clients.glue, name);
  return EMPTY_RESULT;
}

/** DROP TABLE and DROP VIEW; a table's objects are kept. */
export async function dropTable(
  { kind, name, ifExists }: StatementOf<"dropTable" | "dropView">,
  context: StatementContext,
): Promise<StatementResult> {
  const { database, table } = resolveTable(name, context);
  const { glue } = context.clients;
  const existing = await findTable(glue, database, table);
  const what = kind === "dropView" ? "View" : "Table";
  const qualifiedName = `awsdatacatalog.${database}.${table}`;
  if (existing === undefined) {
    if (ifExists) return EMPTY_RESULT;
    throw new QueryError("TABLE_NOT_FOUND", `${what} '${qualifiedName}' does not exist`, name);
  }
  if (isView(existing) !== (kind === "dropView")) {
    // As Trino, which runs DROP VIEW; DROP TABLE is Hive's, which refuses a view.
    if (kind === "dropView" && ifExists) return EMPTY_RESULT;
    const reason = isView(existing)
      ? `'${qualifiedName}' is a view, not a table: use DROP VIEW`
      : `'${qualifiedName}' is a table, not a view: use DROP TABLE`;
    throw new QueryError("INVALID_TABLE", reason, name);
  }
  // Athena deletes the files of such a table, too.
  if (isIceberg(existing)) throw unsupported("DROP TABLE of an Iceberg table", name);
  await glue.send(new DeleteTableCommand({ DatabaseName: database, Name: table }));
  return EMPTY_RESULT;
}

/**
 * CREATE DATABASE.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-database.html
 */
export async function createDatabase(
  { name, ifNotExists, definition }: StatementOf<"createDatabase">,
  { clients }: StatementContext,
): Promise<StatementResult> {
  if (await databaseExists(clients.glue, name)) {
    if (ifNotExists) return EMPTY_RESULT;
    throw new QueryError("SCHEMA_ALREADY_EXISTS", `Schema '${name}' already exists`);
  }
  const { comment, location, properties } = definition;
  await clients.glue.send(
    new CreateDatabaseCommand({
      DatabaseInput: {
        Name: name,
        ...(comment === undefined ? {} : { Description: comment }),
        ...(location === undefined ? {} : { LocationUri: location }),
        ...(properties.size === 0 ? {} : { Parameters: Object.fromEntries(properties) }),
      },
    }),
  );
  return EMPTY_RESULT;
}

/** DROP DATABASE; CASCADE is required if it has tables. */
export async function dropDatabase(
  { name, ifExists, cascade }: StatementOf<"dropDatabase">,
  context: StatementContext,
): Promise<StatementResult> {
  const { glue } = context.clients;
  if (!(await databaseExists(glue, name))) {
    if (ifExists) return EMPTY_RESULT;
    throw new QueryError("SCHEMA_NOT_FOUND", `Schema '${name}' does not exist`);
  }
  const { TableList: tables = [] } = await glue.send(
    new GetTablesCommand({ DatabaseName: name, MaxResults: 1 }),
  );
  if (tables.length > 0 && !cascade) {
    throw new QueryError(
      "SCHEMA_NOT_EMPTY",
      `Database ${name} is not empty. One or more tables exist.`,
    );
  }
  await glue.send(new DeleteDatabaseCommand({ Name: name }));
  return EMPTY_RESULT;
}

/** Checks that a database exists. @throws QueryError SCHEMA_NOT_FOUND */
export async function requireDatabase(name: string, { clients }: StatementContext): Promise<void> {
  if (await databaseExists(clients.glue, name)) return;
  throw new QueryError("SCHEMA_NOT_FOUND", `Schema '${name}' does not exist`);
}
