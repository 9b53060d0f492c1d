import {
  type Column,
  type Database,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetTableCommand,
  GetTablesCommand,
  type Table,
} from "@aws-sdk/client-glue";

import type { EmulatorContext } from "../emulator-context";
import { AwsServiceError, type JsonOperations, toServiceError } from "../gateway/emulated-service";
import { isAwsDataCatalog } from "./data-catalogs";
import { type Input, requiredField, stringField } from "./execution/request-fields";

/** Athena's metadata API, answered from Glue: moto's Athena has a Data Catalog of its own. */
export function catalogOperations(context: EmulatorContext): JsonOperations {
  const glue = (region: string) => context.clients(region).glue;
  return {
    ListDatabases: async (input, { region }) => {
      requireCatalog(input);
      const answer = await orMetadataException(
        glue(region).send(
          new GetDatabasesCommand({
            NextToken: stringField(input, "NextToken"),
            MaxResults: maxResults(input),
          }),
        ),
      );
      return {
        DatabaseList: (answer.DatabaseList ?? []).map(describeDatabase),
        NextToken: answer.NextToken,
      };
    },
    GetDatabase: async (input, { region }) => {
      requireCatalog(input);
      const name = requiredField(input, "DatabaseName");
      const { Database: database } = await orMetadataException(
        glue(region).send(new GetDatabaseCommand({ Name: name })),
      );
      return { Database: database && describeDatabase(database) };
    },
    ListTableMetadata: async (input, { region }) => {
      requireCatalog(input);
      const answer = await orMetadataException(
        glue(region).send(
          new GetTablesCommand({
            DatabaseName: requiredField(input, "DatabaseName"),
            Expression: stringField(input, "Expression"),
            NextToken: stringField(input, "NextToken"),
            MaxResults: maxResults(input),
          }),
        ),
      );
      return {
        TableMetadataList: (answer.TableList ?? []).map(describeTable),
        NextToken: answer.NextToken,
      };
    },
    GetTableMetadata: async (input, { region }) => {
      requireCatalog(input);
      const { Table: table } = await orMetadataException(
        glue(region).send(
          new GetTableCommand({
            DatabaseName: requiredField(input, "DatabaseName"),
            Name: requiredField(input, "TableName"),
          }),
        ),
      );
      return { TableMetadata: table && describeTable(table) };
    },
  };
}

function describeDatabase({ Name, Description, Parameters }: Database): object {
  return { Name, Description, Parameters };
}

function describeTable(table: Table): object {
  const { Name, CreateTime, LastAccessTime, TableType, Parameters = {} } = table;
  const storage = table.StorageDescriptor ?? {};
  return {
    Name,
    CreateTime: CreateTime && +CreateTime / 1000,
    LastAccessTime: LastAccessTime && +LastAccessTime / 1000,
    TableType,
    Columns: (storage.Columns ?? []).map(describeColumn),
    PartitionKeys: (table.PartitionKeys ?? []).map(describeColumn),
    Parameters: {
      ...Parameters,
      inputformat: storage.InputFormat,
      location: storage.Location,
      outputformat: storage.OutputFormat,
      "serde.serialization.lib": storage.SerdeInfo?.SerializationLibrary,
    },
  };
}

function describeColumn({ Name, Type, Comment }: Column): object {
  return { Name, Type, Comment };
}

function requireCatalog(input: Input): void {
  const catalog = requiredField(input, "CatalogName");
  if (isAwsDataCatalog(catalog)) return;
  throw new AwsServiceError("MetadataException", `The data catalog ${catalog} was not found`);
}

function maxResults(input: Input): number | undefined {
  return typeof input["MaxResults"] === "number" ? input["MaxResults"] : undefined;
}

/** Turns Glue's EntityNotFoundException into Athena's MetadataException. */
async function orMetadataException<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === "EntityNotFoundException") {
      throw new AwsServiceError("MetadataException", error.message);
    }
    throw toServiceError(error);
  }
}
