import {
  GetDatabaseCommand,
  GetTableCommand,
  type GlueClient,
  type Table,
} from "@aws-sdk/client-glue";

import { QueryError } from "../query-error";
import type { CatalogEntry } from "../translation/catalog-entry";
import { catalogTable } from "./catalog-table";
import { INFORMATION_SCHEMA, informationSchema } from "./information-schema";
import { catalogView, isView } from "./catalog-view";

/** Looks up a table or view. A missing one is returned as the query's error, not thrown, so that it can be cached. */
export async function lookUpEntry(
  glue: GlueClient,
  database: string,
  name: string,
): Promise<CatalogEntry | QueryError> {
  if (database === INFORMATION_SCHEMA) {
    const metadata = await informationSchema(glue, name);
    return metadata instanceof QueryError ? metadata : { kind: "metadata", metadata };
  }
  const definition = await findTable(glue, database, name);
  if (definition === undefined) {
    return (await databaseExists(glue, database))
      ? new QueryError(
          "TABLE_NOT_FOUND",
          `Table 'awsdatacatalog.${database}.${name}' does not exist`,
        )
      : new QueryError("SCHEMA_NOT_FOUND", `Schema '${database}' does not exist`);
  }
  if (isView(definition)) return { kind: "view", view: catalogView(definition) };
  return { kind: "table", table: catalogTable(database, definition) };
}

/** A table's definition; undefined if it does not exist. */
export async function findTable(
  glue: GlueClient,
  database: string,
  name: string,
): Promise<Table | undefined> {
  try {
    const { Table: table } = await glue.send(
      new GetTableCommand({ DatabaseName: database, Name: name }),
    );
    return table;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Whether a database exists. */
export async function databaseExists(glue: GlueClient, name: string): Promise<boolean> {
  try {
    await glue.send(new GetDatabaseCommand({ Name: name }));
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === "EntityNotFoundException";
}
