import { type Table, UpdateTableCommand } from "@aws-sdk/client-glue";

import { tableInputOf } from "../../../glue/catalog/table-input";
import { isIceberg } from "../../engine/iceberg/iceberg-table";
import { unsupported } from "../../query-error";
import type { StatementOf, TableChange } from "../../sql/statement";
import { checkColumns, checkLocation, glueColumn } from "./create-external-table";
import {
  EMPTY_RESULT,
  requireBaseTable,
  type StatementContext,
  type StatementResult,
} from "../statement-context";

/** ALTER TABLE of columns, properties or the location: only the catalog changes. */
export async function alterTable(
  { name, change }: StatementOf<"alterTable">,
  context: StatementContext,
): Promise<StatementResult> {
  const { database, definition } = await requireBaseTable(name, context);
  if (isIceberg(definition)) throw unsupported("ALTER TABLE of an Iceberg table", name);
  const changed = changedTable(definition, change, (columns) => {
    checkColumns(columns, name);
  });
  if (change.kind === "location") checkLocation(change.location, name);
  const { VersionId } = definition;
  await context.clients.glue.send(
    new UpdateTableCommand({
      DatabaseName: database,
      TableInput: tableInputOf(changed),
      VersionId,
    }),
  );
  return EMPTY_RESULT;
}

function changedTable(
  table: Table,
  change: TableChange,
  check: (columns: Parameters<typeof checkColumns>[0]) => void,
): Table {
  const storage = table.StorageDescriptor ?? {};
  switch (change.kind) {
    case "properties":
      return {
        ...table,
        Parameters: { ...table.Parameters, ...Object.fromEntries(change.properties) },
      };
    case "location":
      return { ...table, StorageDescriptor: { ...storage, Location: change.location } };
    case "columns": {
      const before = change.replace ? [] : (storage.Columns ?? []);
      const columns = [...before, ...change.columns.map(glueColumn)];
      const all = [...columns, ...(table.PartitionKeys ?? [])];
      check(all.map(({ Name = "", Type = "string" }) => ({ name: Name, type: Type })));
      return { ...table, StorageDescriptor: { ...storage, Columns: columns } };
    }
  }
}
