import type { AwsClients } from "../../aws-clients";
import { isRecord } from "../../../errors/is-record";
import { AwsServiceError, type JsonOperations } from "../../gateway/emulated-service";
import { CatalogCall } from "./catalog-call";
import type { KeyedLock } from "./keyed-lock";
import { createIcebergTable } from "./open-table-format";

/** Clients that act as the caller of a call, by its region and access key. */
export type ClientsOfCaller = (region: string, accessKeyId: string | undefined) => AwsClients;

/**
 * Writes of tables, one at a time for each table: what the control plane checks and what it changes would otherwise
 * be two steps.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html
 */
export function tableOperations(lock: KeyedLock, clients: ClientsOfCaller): JsonOperations {
  return {
    CreateTable: (...parts) => {
      const call = new CatalogCall(...parts);
      const create = () =>
        call.input["OpenTableFormatInput"] === undefined
          ? call.answer()
          : createIcebergTable(call, clients(call.region, call.accessKeyId).s3);
      return lock.run(call.tableKey(nameOf(call)), create);
    },
    UpdateTable: (...parts) => {
      const call = new CatalogCall(...parts);
      return lock.run(call.tableKey(nameOf(call)), () => updateTable(call));
    },
  };
}

/** Replaces a table if it still has the version that the caller read, where the caller says which. */
async function updateTable(call: CatalogCall): Promise<object> {
  if (call.input["UpdateOpenTableFormatInput"] !== undefined) {
    throw new AwsServiceError(
      "InvalidInputException",
      "UpdateOpenTableFormatInput is not supported by the embedded AWS; it would work on AWS. Change the Iceberg table by the SQL engine trino, or by a client such as pyiceberg",
    );
  }
  const { DatabaseName, VersionId: expected, SkipArchive: skipArchive } = call.input;
  const name = nameOf(call);
  const { VersionId: current } = await call.table(name);
  if (expected !== undefined && expected !== current) {
    throw new AwsServiceError(
      "ConcurrentModificationException",
      `Update table failed due to concurrent modifications: the version of ${String(name)} is ${String(current)}, not ${JSON.stringify(expected)}.`,
    );
  }
  await call.answer();
  if (skipArchive === true && current !== undefined) {
    await call.ask("DeleteTableVersion", { DatabaseName, TableName: name, VersionId: current });
  }
  return {};
}

function nameOf({ input }: CatalogCall): unknown {
  return isRecord(input["TableInput"]) ? input["TableInput"]["Name"] : input["Name"];
}
