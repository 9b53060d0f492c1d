import { paginateGetDatabases, paginateGetTables, type Table } from "@aws-sdk/client-glue";

import { NULL_PARTITION_VALUE, partitionFolder } from "../../glue/catalog/partition-folders";
import type { CatalogColumn } from "../engine/catalog-table";
import { decodeView, isView } from "../engine/catalog-view";
import { databaseExists } from "../engine/catalog-lookup";
import { isIceberg } from "../engine/iceberg/iceberg-table";
import { ownValue } from "../../../formats/own-value";
import { escapeRegExp } from "../../../formats/escape-reg-exp";
import { INFORMATION_SCHEMA } from "../engine/information-schema";
import { QueryError, unsupportedByBoth } from "../query-error";
import type { StatementOf } from "../sql/statement";
import type { TrinoType } from "../types/trino-type";
import { formatCreateTable } from "./format-create-table";
import {
  linesResult,
  rejectIceberg,
  requireTable,
  type StatementContext,
  type StatementResult,
} from "./statement-context";

const VARCHAR: TrinoType = { kind: "varchar" };

/** Hive pads columns of text output to this width. */
const COLUMN_WIDTH = 20;

/** SHOW DATABASES. */
export async function showDatabases(
  { pattern }: StatementOf<"showDatabases">,
  { clients }: StatementContext,
): Promise<StatementResult> {
  const names: string[] = [];
  for await (const { DatabaseList: page } of paginateGetDatabases({ client: clients.glue }, {})) {
    names.push(...(page ?? []).flatMap(({ Name }) => Name ?? []));
  }
  return linesResult("database_name", names.filter(likePattern(pattern)).sort());
}

/** SHOW TABLES and SHOW VIEWS. */
export async function showTables(
  { kind, database: named, pattern }: StatementOf<"showTables" | "showViews">,
  context: StatementContext,
): Promise<StatementResult> {
  const database = named ?? context.database ?? "default";
  if (database === INFORMATION_SCHEMA) throw unsupportedByBoth(`SHOW TABLES IN ${database}`);
  const { glue } = context.clients;
  if (!(await databaseExists(glue, database))) {
    throw new QueryError("SCHEMA_NOT_FOUND", `Schema '${database}' does not exist`);
  }
  const tables: Table[] = [];
  for await (const { TableList: page } of paginateGetTables(
    { client: glue },
    { DatabaseName: database },
  )) {
    tables.push(...(page ?? []));
  }
  const names = tables
    .filter((table) => kind === "showTables" || isView(table))
    .flatMap(({ Name }) => Name ?? [])
    .filter(likePattern(pattern));
  return linesResult(kind === "showTables" ? "tab_name" : "views", names.sort());
}

/**
 * SHOW PARTITIONS: folders such as `year=2026/month=11` of the partitions in the catalog; projected ones are not listed.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/show-partitions.html
 */
export async function showPartitions(
  { name }: StatementOf<"showPartitions">,
  context: StatementContext,
): Promise<StatementResult> {
  const table = await requireTable(name, context);
  rejectIceberg(table, name);
  if (table.partitionKeys.length === 0) {
    throw new QueryError(
      "INVALID_TABLE",
      `Table ${table.database}.${table.name} is not a partitioned table`,
      name,
    );
  }
  const keys = table.partitionKeys.map((key) => ({ name: key.name, type: key.hiveType }));
  const folders = (await context.reader.partitions(table)).map(({ values }) =>
    partitionFolder(
      keys,
      values.map((value) => (value === "" ? NULL_PARTITION_VALUE : value)),
    ).slice(0, -1),
  );
  return linesResult("partition", folders.sort());
}

/** SHOW COLUMNS. */
export async function showColumns(
  { name }: StatementOf<"showColumns">,
  context: StatementContext,
): Promise<StatementResult> {
  const { columns, partitionKeys } = await requireTable(name, context);
  return linesResult(
    "field",
    [...columns, ...partitionKeys].map((column) => column.name.padEnd(COLUMN_WIDTH)),
  );
}

/** DESCRIBE: three tab-separated columns, in Hive's format. */
export async function describeTable(
  { name }: StatementOf<"describe">,
  context: StatementContext,
): Promise<StatementResult> {
  const { columns, partitionKeys } = await requireTable(name, context);
  const line = ({ name: column, hiveType, comment = "" }: CatalogColumn) =>
    [column, hiveType, comment].map((text) => text.padEnd(COLUMN_WIDTH)).join("\t");
  const partitions =
    partitionKeys.length === 0
      ? []
      : [
          "\t \t ",
          "# Partition Information\t \t ",
          ["# col_name", "data_type", "comment"]
            .map((text) => text.padEnd(COLUMN_WIDTH))
            .join("\t"),
          "\t \t ",
          ...partitionKeys.map(line),
        ];
  return {
    columns: ["col_name", "data_type", "comment"].map((column) => ({
      name: column,
      type: VARCHAR,
      hiveText: true,
    })),
    rows: [...[...columns, ...partitionKeys].map(line), ...partitions].map((text) => [text]),
  };
}

/** SHOW CREATE TABLE. */
export async function showCreateTable(
  { name }: StatementOf<"showCreateTable">,
  context: StatementContext,
): Promise<StatementResult> {
  const table = await requireTable(name, context);
  if (isView(table.definition)) {
    throw new QueryError(
      "INVALID_TABLE",
      `${table.database}.${table.name} is a view: use SHOW CREATE VIEW`,
      name,
    );
  }
  if (isIceberg(table.definition)) {
    throw unsupportedByBoth("SHOW CREATE TABLE of an Iceberg table", name);
  }
  return linesResult("createtab_stmt", formatCreateTable(table).split("\n"));
}

/** SHOW CREATE VIEW. */
export async function showCreateView(
  { name }: StatementOf<"showCreateView">,
  context: StatementContext,
): Promise<StatementResult> {
  const table = await requireTable(name, context);
  if (!isView(table.definition)) {
    throw new QueryError(
      "INVALID_TABLE",
      `${table.database}.${table.name} is a table, not a view`,
      name,
    );
  }
  const { originalSql } = decodeView(table.definition);
  return linesResult("create view", [
    `CREATE VIEW ${table.database}.${table.name} AS`,
    ...originalSql.split("\n"),
  ]);
}

/**
 * SHOW TBLPROPERTIES; of one property only the value.
 *
 * @throws QueryError NOT_SUPPORTED for a property that the table does not have
 * @see https://docs.aws.amazon.com/athena/latest/ug/show-tblproperties.html
 */
export async function showProperties(
  { name, property: named }: StatementOf<"showProperties">,
  context: StatementContext,
): Promise<StatementResult> {
  const { definition } = await requireTable(name, context);
  if (named !== undefined) {
    const value = ownValue(definition.Parameters ?? {}, named);
    if (value !== undefined) return linesResult("prpt_name", value.split("\n"));
    throw unsupportedByBoth(
      `SHOW TBLPROPERTIES of '${named}', which the table does not have,`,
      name,
    );
  }
  const properties = Object.entries(definition.Parameters ?? {}).sort();
  return linesResult(
    "prpt_name",
    properties.map(([property, value]) => `${property}\t${value}`),
  );
}

/** A filter by Hive's LIKE pattern: `*` matches any text, `|` separates alternatives. */
function likePattern(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const source = pattern
    .split("|")
    .map((alternative) => alternative.split(/[*%]/).map(escapeRegExp).join(".*"))
    .join("|");
  const expression = new RegExp(`^(?:${source})$`, "i");
  return (name) => expression.test(name);
}
