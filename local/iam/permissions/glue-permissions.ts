import { regionalArn, text } from "./permission";
import type { CallToAuthorize, PermissionMap } from "./permission";
import { ownValue } from "../../../formats/own-value";

/** Operations on a table, with the field that names it. */
const TABLE_OPERATIONS: Readonly<Record<string, string>> = {
  BatchCreatePartition: "TableName",
  BatchDeletePartition: "TableName",
  BatchGetPartition: "TableName",
  BatchUpdatePartition: "TableName",
  CreatePartition: "TableName",
  CreatePartitionIndex: "TableName",
  CreateTable: "TableInput",
  DeletePartition: "TableName",
  DeletePartitionIndex: "TableName",
  DeleteTable: "Name",
  DeleteTableVersion: "TableName",
  GetPartition: "TableName",
  GetPartitionIndexes: "TableName",
  GetPartitions: "TableName",
  GetTable: "Name",
  GetTableVersion: "TableName",
  GetTableVersions: "TableName",
  UpdatePartition: "TableName",
  UpdateTable: "TableInput",
};

/** Operations on a database, with the field that names it. */
const DATABASE_OPERATIONS: Readonly<Record<string, string>> = {
  CreateDatabase: "DatabaseInput",
  DeleteDatabase: "Name",
  GetDatabase: "Name",
  GetTables: "DatabaseName",
  UpdateDatabase: "Name",
};

const CRAWLER_OPERATIONS: Readonly<Record<string, string>> = {
  GetCrawler: "Name",
  ListCrawls: "CrawlerName",
  StartCrawler: "Name",
  StartCrawlerSchedule: "CrawlerName",
  StopCrawler: "Name",
  StopCrawlerSchedule: "CrawlerName",
};

/** Operations without resource-level permissions. */
const ACCOUNT_OPERATIONS = new Set([
  "GetCrawlerMetrics",
  "GetCrawlers",
  "GetSecurityConfiguration",
  "ListCrawlers",
]);

/**
 * Permissions of Glue calls. An operation on a table needs permission for the table, its database and the catalog.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
 */
export const gluePermissions: PermissionMap = (call) => {
  const { operation } = call.request;
  const allOf = (...resources: readonly string[]) =>
    resources.map((resource) => ({ action: `glue:${operation}`, resource }));
  const glueArn = (resource: string) => regionalArn(call, "glue", resource);

  const tableField = ownValue(TABLE_OPERATIONS, operation);
  if (tableField !== undefined) {
    const database = (text(call.input, "DatabaseName") ?? "").toLowerCase();
    const table = nameIn(call, tableField);
    return allOf(
      glueArn("catalog"),
      glueArn(`database/${database}`),
      glueArn(`table/${database}/${table}`),
    );
  }
  const databaseField = ownValue(DATABASE_OPERATIONS, operation);
  if (databaseField !== undefined) {
    const database = nameIn(call, databaseField);
    const ofAllTables = operation === "GetTables" || operation === "DeleteDatabase";
    return allOf(
      glueArn("catalog"),
      glueArn(`database/${database}`),
      ...(ofAllTables ? [glueArn(`table/${database}/*`)] : []),
    );
  }
  if (operation === "GetDatabases") return allOf(glueArn("catalog"), glueArn("database/*"));
  if (operation === "SearchTables") {
    return allOf(glueArn("catalog"), glueArn("database/*"), glueArn("table/*/*"));
  }
  const crawlerField = ownValue(CRAWLER_OPERATIONS, operation);
  if (crawlerField !== undefined) {
    return allOf(glueArn(`crawler/${text(call.input, crawlerField) ?? ""}`));
  }
  return ACCOUNT_OPERATIONS.has(operation) ? allOf("*") : undefined;
};

/** The catalog stores names in lower case. */
function nameIn({ input }: CallToAuthorize, field: string): string {
  const value = input[field];
  const name = typeof value === "object" && value !== null && "Name" in value ? value.Name : value;
  return typeof name === "string" ? name.toLowerCase() : "";
}
