import type { Table } from "@aws-sdk/client-glue";
import type { S3Client } from "@aws-sdk/client-s3";
import type { AwsClients } from "../../aws-clients";
import { isRecord } from "../../../errors/is-record";
import { AwsServiceError, type JsonOperations } from "../../gateway/emulated-service";
import { CatalogCall, type Fields } from "./catalog-call";
import type { KeyedLock } from "./keyed-lock";
import { createIcebergTable } from "./open-table-format";
import { updateIcebergTable } from "./iceberg/open-table-update";

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
      const ofCaller = () => clients(call.region, call.accessKeyId).s3;
      return lock.run(call.tableKey(nameOf(call)), () => updateTable(call, ofCaller));
    },
  };
}

/** Replaces a table if it still has the version that the caller read, where the caller says which. */
async function updateTable(call: CatalogCall, s3: () => S3Client): Promise<object> {
  const { DatabaseName, VersionId: expected, SkipArchive: skipArchive } = call.input;
  const { UpdateOpenTableFormatInput: openFormat, ...input } = call.input;
  const name = nameOf(call);
  const table = await call.table(name);
  const { VersionId: current } = table;
  if (expected !== undefined && expected !== current) {
    throw new AwsServiceError(
      "ConcurrentModificationException",
      `Update table failed due to concurrent modifications: the version of ${String(name)} is ${String(current)}, not ${JSON.stringify(expected)}.`,
    );
  }
  if (openFormat === undefined) await call.answer();
  else {
    if (input["TableInput"] !== undefined) {
      throw new AwsServiceError(
        "InvalidInputException",
        "TableInput with UpdateOpenTableFormatInput is not supported by the embedded AWS; make two calls",
      );
    }
    // GetTable answers in the form of the SDK's type, but for its times, which are not read.
    await updateIcebergTable(table as Fields & Table, openFormat, s3(), (TableInput) =>
      call.ask("UpdateTable", { ...input, TableInput }),
    );
  }
  if (skipArchive === true && current !== undefined) {
    await call.ask("DeleteTableVersion", { DatabaseName, TableName: name, VersionId: current });
  }
  return {};
}

function nameOf({ input }: CatalogCall): unknown {
  return isRecord(input["TableInput"]) ? input["TableInput"]["Name"] : input["Name"];
}
