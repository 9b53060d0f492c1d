import {
  type GlueClient,
  paginateGetDatabases,
  paginateGetTables,
  type Table,
} from "@aws-sdk/client-glue";

import { QueryError, unsupported } from "../query-error";
import type { CatalogRows } from "../translation/catalog-entry";
import { BIGINT, typeName, VARCHAR } from "../types/trino-type";
import { type CatalogColumn, catalogTable, type CatalogTable } from "./catalog-table";
import { decodeView, isView } from "./catalog-view";

/** The schema of metadata that each catalog of Trino has. */
export const INFORMATION_SCHEMA = "information_schema";

const CATALOG = "awsdatacatalog";

const text = (name: string) => ({ name, type: VARCHAR });
const hidden = (name: string) => ({ name, type: VARCHAR, hidden: true });
const TABLE_NAME = [text("table_catalog"), text("table_schema"), text("table_name")];

/**
 * The tables of `information_schema` that are answered, as Trino defines them.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/connector/informationschema/InformationSchemaTable.java
 */
const COLUMNS: Readonly<Record<string, CatalogRows["columns"]>> = {
  columns: [
    ...TABLE_NAME,
    text("column_name"),
    { name: "ordinal_position", type: BIGINT },
    text("column_default"),
    text("is_nullable"),
    text("data_type"),
    hidden("comment"),
    hidden("extra_info"),
    hidden("column_comment"),
  ],
  tables: [...TABLE_NAME, text("table_type"), hidden("table_comment")],
  views: [...TABLE_NAME, text("view_definition")],
  schemata: [text("catalog_name"), text("schema_name")],
};

/** Tables of roles, which Athena's catalog has none of. */
const ROLE_TABLES: Readonly<Record<string, readonly string[]>> = {
  applicable_roles: ["grantee", "grantee_type", "role_name", "is_grantable"],
  enabled_roles: ["role_name"],
  roles: ["role_name"],
  table_privileges: [
    "grantor",
    "grantor_type",
    "grantee",
    "grantee_type",
    "table_catalog",
    "table_schema",
    "table_name",
    "privilege_type",
    "is_grantable",
    "with_hierarchy",
  ],
};

/**
 * Reads a table of `information_schema` from the Data Catalog: all databases, whether the query needs them or not.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-glue-catalog.html
 */
export async function informationSchema(
  glue: GlueClient,
  name: string,
): Promise<CatalogRows | QueryError> {
  if (Object.hasOwn(ROLE_TABLES, name)) return unsupported(`${INFORMATION_SCHEMA}.${name}`);
  const columns = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
  if (columns === undefined) {
    const reason = `Table '${CATALOG}.${INFORMATION_SCHEMA}.${name}' does not exist`;
    return new QueryError("TABLE_NOT_FOUND", reason);
  }
  const databases = await databaseNames(glue);
  if (name === "schemata") {
    return { columns, rows: [INFORMATION_SCHEMA, ...databases].map((each) => [CATALOG, each]) };
  }
  const rows = name === "views" ? [] : ownRows(name);
  for (const database of databases) {
    for await (const { TableList: page = [] } of paginateGetTables(
      { client: glue },
      { DatabaseName: database },
    )) {
      for (const table of page) rows.push(...tableRows(name, database, table));
    }
  }
  return { columns, rows };
}

async function databaseNames(glue: GlueClient): Promise<string[]> {
  const names: string[] = [];
  for await (const { DatabaseList: page = [] } of paginateGetDatabases({ client: glue }, {})) {
    names.push(...page.flatMap(({ Name }) => Name ?? []));
  }
  return names;
}

type Row = CatalogRows["rows"][number];

/** The rows that describe `information_schema` itself. */
function ownRows(name: string): Row[] {
  const visible = Object.entries(COLUMNS).map(
    ([table, columns]) =>
      [
        table,
        columns.filter((column) => column.hidden !== true).map((c) => [c.name, typeName(c.type)]),
      ] as const,
  );
  const roles = Object.entries(ROLE_TABLES).map(
    ([table, columns]) => [table, columns.map((column) => [column, "varchar"])] as const,
  );
  return [...visible, ...roles].flatMap(([table, columns]): Row[] => {
    const start = [CATALOG, INFORMATION_SCHEMA, table];
    if (name === "tables") return [[...start, "BASE TABLE", null]];
    return columns.map(([column = "", type = ""], index) => [
      ...start,
      column,
      String(index + 1),
      null,
      "YES",
      type,
      null,
      null,
      null,
    ]);
  });
}

function tableRows(name: string, database: string, definition: Table): Row[] {
  const start = [CATALOG, database, (definition.Name ?? "").toLowerCase()];
  const comment = definition.Parameters?.["comment"] ?? null;
  switch (name) {
    case "tables":
      return [[...start, isView(definition) ? "VIEW" : "BASE TABLE", comment]];
    case "views":
      return isView(definition) ? [[...start, decodeView(definition).originalSql]] : [];
    default:
      return columnRows(start, database, definition);
  }
}

/** The types of a view's columns, which have the precision that Hive's do not have; none of a view that can't be read. */
function viewTypes(definition: Table): readonly string[] {
  try {
    // Earlier versions of Athena's engine wrote a timestamp of milliseconds without its precision.
    return decodeView(definition).columns.map(({ type }) =>
      type.replace(/\btimestamp\b(?!\()/g, "timestamp(3)"),
    );
  } catch (error) {
    if (error instanceof QueryError) return [];
    throw error;
  }
}

function columnRows(start: readonly string[], database: string, definition: Table): Row[] {
  const table = readable(database, definition);
  const stored = isView(definition) ? viewTypes(definition) : [];
  const row = (column: CatalogColumn, index: number, info: string | null): Row => {
    const comment = column.comment === "" ? null : (column.comment ?? null);
    const type = stored[index] ?? typeName(column.type);
    return [...start, column.name, String(index + 1), null, "YES", type, comment, info, comment];
  };
  const { columns = [], partitionKeys = [] } = table ?? {};
  return [
    ...columns.map((column, index) => row(column, index, null)),
    ...partitionKeys.map((key, index) => row(key, columns.length + index, "partition key")),
  ];
}

/** A table, unless its definition has a type that is none: Trino leaves such a table out. */
function readable(database: string, definition: Table): CatalogTable | undefined {
  try {
    return catalogTable(database, definition);
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
