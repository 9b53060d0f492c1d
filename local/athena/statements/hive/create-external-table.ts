import { type Column, CreateTableCommand } from "@aws-sdk/client-glue";

import { parseHiveType } from "../../../../formats/hive-type";
import { messageOf } from "../../../../errors/message-of";
import { parseS3Folder } from "../../../glue/catalog/s3-location";
import { findTable } from "../../engine/catalog-lookup";
import { type Position, QueryError } from "../../query-error";
import type { ColumnDefinition, StatementOf } from "../../sql/statement";
import { requireDatabase } from "../catalog-statements";
import { hiveStorage } from "./hive-formats";
import {
  EMPTY_RESULT,
  resolveTable,
  type StatementContext,
  type StatementResult,
} from "../statement-context";

/**
 * CREATE EXTERNAL TABLE: only the catalog changes, objects are not looked at.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-table.html
 */
export async function createExternalTable(
  { name, ifNotExists, definition }: StatementOf<"createExternalTable">,
  context: StatementContext,
): Promise<StatementResult> {
  const { database, table } = resolveTable(name, context);
  await requireDatabase(database, context);
  const columns = [...definition.columns, ...definition.partitionedBy];
  if (definition.columns.length === 0) {
    throw new QueryError("SYNTAX_ERROR", "A table needs at least one column", name);
  }
  checkColumns(columns, name);
  const location = checkLocation(definition.location, name);
  const storage = hiveStorage(definition, name);
  if ((await findTable(context.clients.glue, database, table)) !== undefined) {
    if (ifNotExists) return EMPTY_RESULT;
    const reason = `Table 'awsdatacatalog.${database}.${table}' already exists`;
    throw new QueryError("TABLE_ALREADY_EXISTS", reason, name);
  }
  await context.clients.glue.send(
    new CreateTableCommand({
      DatabaseName: database,
      TableInput: {
        Name: table,
        TableType: "EXTERNAL_TABLE",
        Parameters: {
          EXTERNAL: "TRUE",
          transient_lastDdlTime: String(Math.floor(context.now.getTime() / 1000)),
          ...(definition.comment === undefined ? {} : { comment: definition.comment }),
          ...Object.fromEntries(definition.properties),
        },
        PartitionKeys: definition.partitionedBy.map(glueColumn),
        StorageDescriptor: {
          Columns: definition.columns.map(glueColumn),
          Location: location,
          ...storage,
        },
      },
    }),
  );
  return EMPTY_RESULT;
}

/** A column as Glue stores it. */
export function glueColumn({ name, type, comment }: ColumnDefinition): Column {
  return { Name: name, Type: type, ...(comment === undefined ? {} : { Comment: comment }) };
}

/** Checks names and types of a table's columns. @throws QueryError DUPLICATE_COLUMN_NAME, SYNTAX_ERROR */
export function checkColumns(columns: readonly ColumnDefinition[], position: Position): void {
  const names = new Set<string>();
  for (const { name, type } of columns) {
    if (names.has(name)) {
      const reason = `Duplicate column name ${name} in the table definition`;
      throw new QueryError("DUPLICATE_COLUMN_NAME", reason, position);
    }
    names.add(name);
    try {
      parseHiveType(type);
    } catch (error) {
      const reason = `The type of the column ${name}: ${messageOf(error)}`;
      throw new QueryError("SYNTAX_ERROR", reason, position);
    }
  }
}

/** Checks that a location is one of S3. @returns the location, as given */
export function checkLocation(location: string | undefined, position: Position): string {
  if (location === undefined) {
    const reason = "An external table needs a location: add LOCATION 's3://bucket/folder/'";
    throw new QueryError("SYNTAX_ERROR", reason, position);
  }
  try {
    parseS3Folder(location);
  } catch (error) {
    throw new QueryError("INVALID_TABLE_PROPERTY", `LOCATION: ${messageOf(error)}`, position);
  }
  return location;
}
