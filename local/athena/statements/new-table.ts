import type { TableInput } from "@aws-sdk/client-glue";

import { messageOf } from "../../../errors/message-of";
import { formatS3Location, parseS3Folder } from "../../glue/catalog/s3-location";
import { QueryError } from "../query-error";
import type { StatementOf } from "../sql/statement";
import type { TranslatedQuery } from "../translation/relations/relation";
import { checkTableTypes, glueColumns } from "./glue-columns";
import type { StatementContext } from "./statement-context";
import type { TableFormat } from "./table-format";

type CreateTableAs = StatementOf<"createTableAs">;

/**
 * The location of a new table: `external_location`, or a folder below the workgroup's results.
 *
 * @throws QueryError if the location is not empty, or the workgroup enforces its own
 */
export async function targetLocation(
  { properties }: CreateTableAs,
  context: StatementContext,
  qualifiedName: string,
): Promise<string> {
  const external = properties.get("external_location");
  if (external !== undefined && context.enforced) throw locationIsEnforced();
  const location =
    external === undefined
      ? formatS3Location(parseS3Folder(`${context.resultFolder}tables/${context.executionId}/`))
      : externalLocation(String(external));
  if ((await context.reader.objects([location])).flat().length > 0) {
    const reason = `Target directory for table '${qualifiedName}' already exists: ${location}. You may need to manually clean the data at location '${location}' before retrying. Athena will not delete data in your account.`;
    throw new QueryError("HIVE_PATH_ALREADY_EXISTS", reason);
  }
  return location;
}

/** The error of a table with a location of its own in a workgroup that enforces its output location. */
export function locationIsEnforced(): QueryError {
  return new QueryError(
    "INVALID_TABLE_PROPERTY",
    "The Create Table As Select query failed because it was submitted with an 'external_location' property to an Athena Workgroup that enforces a centralized output location for all queries. Please remove the 'external_location' property and resubmit the query.",
  );
}

function externalLocation(location: string): string {
  try {
    return formatS3Location(parseS3Folder(location));
  } catch (error) {
    throw new QueryError("INVALID_TABLE_PROPERTY", messageOf(error));
  }
}

/**
 * The definition of a new table. Its partition keys are the last columns of the query.
 *
 * @throws QueryError HIVE_COLUMN_ORDER_MISMATCH if they are not, NOT_SUPPORTED for a type that no table has
 */
export function newTable(
  name: string,
  location: string,
  query: TranslatedQuery,
  format: TableFormat,
  { properties, name: position }: CreateTableAs,
): TableInput & { Name: string } {
  const all = glueColumns(query, position);
  checkTableTypes(query);
  const listed = properties.get("partitioned_by") ?? [];
  const keys = (typeof listed === "string" ? [listed] : listed).map((key) => key.toLowerCase());
  const partitionKeys = all.slice(all.length - keys.length);
  if (partitionKeys.some(({ Name }, index) => Name !== keys[index])) {
    const reason = `Partition keys must be the last columns in the table and in the same order as the table properties: [${keys.join(", ")}]`;
    throw new QueryError("HIVE_COLUMN_ORDER_MISMATCH", reason);
  }
  return {
    Name: name,
    TableType: "EXTERNAL_TABLE",
    Parameters: { EXTERNAL: "TRUE", has_encrypted_data: "false", ...format.parameters },
    PartitionKeys: partitionKeys,
    StorageDescriptor: {
      Columns: all.slice(0, all.length - keys.length),
      Location: location,
      ...format.storage,
    },
  };
}
