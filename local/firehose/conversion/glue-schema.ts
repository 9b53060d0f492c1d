import { GetTableCommand, GetTableVersionCommand } from "@aws-sdk/client-glue";
import type { GlueClient, Table } from "@aws-sdk/client-glue";
import type { ConversionSettings } from "../settings/delivery-stream-settings";
import { parseHiveType } from "../../../formats/hive-type";
import type { HiveColumn } from "../../../formats/hive-type";

/** Identifies a version of a table. */
export interface TableVersion extends Pick<
  ConversionSettings["schema"],
  "databaseName" | "tableName" | "versionId"
> {
  /** @default - the caller's account */
  readonly catalogId?: string;
}

/**
 * Fetches the columns that records are converted to. Partition keys are not among them: their values are in the prefix.
 *
 * @throws Error of the Glue API, or one that names a column with an unsupported type
 */
export async function fetchColumns(
  glue: GlueClient,
  { catalogId, databaseName, tableName, versionId }: TableVersion,
): Promise<readonly HiveColumn[]> {
  const address = { CatalogId: catalogId, DatabaseName: databaseName };
  if (versionId === "LATEST") {
    const { Table: table } = await glue.send(new GetTableCommand({ ...address, Name: tableName }));
    return readColumns(table);
  }
  const { TableVersion: version } = await glue.send(
    new GetTableVersionCommand({ ...address, TableName: tableName, VersionId: versionId }),
  );
  return readColumns(version?.Table);
}

/** Reads a table's columns; names become lower case, as in Hive. */
function readColumns(table: Table | undefined): readonly HiveColumn[] {
  const columns = table?.StorageDescriptor?.Columns ?? [];
  if (columns.length === 0) {
    throw new Error(`The Glue table ${table?.Name ?? "(none)"} has no columns.`);
  }
  return columns.map(({ Name: name = "", Type: type = "" }) => ({
    name: name.toLowerCase(),
    type: parseHiveType(type),
  }));
}
