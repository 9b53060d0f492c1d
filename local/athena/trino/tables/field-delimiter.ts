import { type GlueClient, UpdateTableCommand } from "@aws-sdk/client-glue";

import { tableInputOf } from "../../../glue/catalog/table-input";
import { findTable } from "../../engine/catalog-lookup";
import type { TableName } from "../statements/plan-context";

/** Hive's parameter of LazySimpleSerDe. */
const PARAMETER = "field.delim";

/**
 * Moves the delimiter of a new table to the parameters of its SerDe, where Athena and other readers look for it: Trino
 * puts it into those of the table.
 */
export async function moveFieldDelimiter(
  glue: GlueClient,
  { database, table }: TableName,
): Promise<void> {
  const found = await findTable(glue, database, table);
  const { [PARAMETER]: delimiter, ...parameters } = found?.Parameters ?? {};
  if (found === undefined || delimiter === undefined) return;
  const { StorageDescriptor: storage } = found;
  const serde = storage?.SerdeInfo;
  const moved = {
    ...found,
    Parameters: parameters,
    StorageDescriptor: {
      ...storage,
      SerdeInfo: { ...serde, Parameters: { ...serde?.Parameters, [PARAMETER]: delimiter } },
    },
  };
  const TableInput = tableInputOf(moved);
  await glue.send(
    new UpdateTableCommand({ DatabaseName: database, TableInput, VersionId: found.VersionId }),
  );
}
