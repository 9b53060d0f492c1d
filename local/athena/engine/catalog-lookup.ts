import {
  GetDatabaseCommand,
  GetTableCommand,
  type GlueClient,
  type Table,
} from "@aws-sdk/client-glue";

import { QueryError } from "../query-error";
import type { ReadFile } from "../../iceberg/manifests/manifest-list";
import type { CatalogEntry } from "../translation/catalog-entry";
import { catalogTable } from "./catalog-table";
import { INFORMATION_SCHEMA, informationSchema } from "./information-schema";
import { catalogView, isView } from "./catalog-view";
import { icebergMetadata, icebergTable, isIceberg } from "./iceberg/iceberg-table";

/**
 * Looks up a table or view. A missing one is returned as the query's error, not thrown, so that it can be cached.
 *
 * @param read reads the metadata of Iceberg tables
 */
export async function lookUpEntry(
  glue: GlueClient,
  database: string,
  name: string,
  read: ReadFile,
): Promise<CatalogEntry | QueryError> {
  if (database === INFORMATION_SCHEMA) {
    const metadata = await informationSchema(glue, name);
    return metadata instanceof QueryError ? metadata : { kind: "metadata", metadata };
  }
  const definition = await findTable(glue, database, name);
  if (definition === undefined) {
    return (await databaseExists(glue, database))
      ? tableNotFound(database, name)
      : new QueryError("SCHEMA_NOT_FOUND", `Schema '${database}' does not exist`);
  }
  if (isView(definition)) return { kind: "view", view: catalogView(definition) };
  const iceberg = isIceberg(definition)
    ? icebergTable(database, definition, await icebergMetadata(definition, read))
    : undefined;
  return { kind: "table", table: iceberg ?? catalogTable(database, definition) };
}

/** The error for a table that does not exist. */
export function tableNotFound(database: string, name: string): QueryError {
  const reason = `Table 'awsdatacatalog.${database}.${name}' does not exist`;
  return new QueryError("TABLE_NOT_FOUND", reason);
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
