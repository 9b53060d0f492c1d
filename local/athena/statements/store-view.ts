import {
  CreateTableCommand,
  type GlueClient,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";

import { findTable } from "../engine/catalog-lookup";
import { encodeView, isView } from "../engine/catalog-view";
import { INFORMATION_SCHEMA } from "../engine/information-schema";
import { type Position, QueryError } from "../query-error";
import { typeName } from "../types/trino-type";
import { glueColumns, type QueryColumn } from "./glue-columns";

/** A view to be created. */
export interface NewView {
  readonly database: string;
  readonly table: string;
  readonly orReplace: boolean;
  /** The query's text, which the catalog stores. */
  readonly text: string;
  /** Database of the query's unqualified names. */
  readonly schema: string | undefined;
}

/**
 * Checks that a view can have its name.
 *
 * @param position of the name in the statement's text
 * @returns whether there is one, which is replaced
 * @throws QueryError TABLE_ALREADY_EXISTS
 */
export async function checkViewName(
  { database, table, orReplace }: NewView,
  glue: GlueClient,
  position?: Position,
): Promise<boolean> {
  const existing = await findTable(glue, database, table);
  if (existing === undefined) return false;
  const what = isView(existing) ? "View" : "Table";
  if (what === "View" && orReplace) return true;
  const reason = `${what} already exists: 'awsdatacatalog.${database}.${table}'`;
  throw new QueryError("TABLE_ALREADY_EXISTS", reason, position);
}

/**
 * The error of a view of metadata.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-glue-catalog.html
 */
export function viewOfMetadata(position?: Position): QueryError {
  const reason = `CREATE VIEW on the database ${INFORMATION_SCHEMA} is not supported by Athena`;
  return new QueryError("NOT_SUPPORTED", reason, position);
}

/** Stores a view in the catalog, in the form in which Athena stores it. @throws QueryError as {@link glueColumns} */
export async function storeView(
  { database, table, text, schema, exists }: NewView & { readonly exists: boolean },
  columns: readonly QueryColumn[],
  glue: GlueClient,
  position?: Position,
): Promise<void> {
  const stored = glueColumns({ columns }, position);
  const input: TableInput = {
    Name: table,
    // As Athena has it; Trino reads no view without an owner.
    Owner: "hadoop",
    TableType: "VIRTUAL_VIEW",
    Parameters: { presto_view: "true", comment: "Presto View" },
    PartitionKeys: [],
    StorageDescriptor: { Columns: stored, Location: "", SerdeInfo: {} },
    ViewExpandedText: "/* Presto View */",
    ViewOriginalText: encodeView({
      originalSql: text,
      catalog: "awsdatacatalog",
      schema: schema ?? database,
      // As the query writes them, which is how they are shown.
      columns: columns.map(({ name = "", type }) => ({ name, type: typeName(type) })),
    }),
  };
  const call = { DatabaseName: database, TableInput: input };
  await glue.send(exists ? new UpdateTableCommand(call) : new CreateTableCommand(call));
}
