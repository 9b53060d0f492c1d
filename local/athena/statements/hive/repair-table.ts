import { createPartitions, listPartitions } from "../../../glue/catalog/catalog-partitions";
import { diffPartitions, type PartitionLocation } from "../../../glue/catalog/partition-diff";
import {
  NULL_PARTITION_VALUE,
  partitionFolder,
  type TablePartitionKey,
} from "../../../glue/catalog/partition-folders";
import { findPartitionFolders } from "../../../glue/crawler/partition-listing";
import { formatS3Location, parseS3Folder } from "../../../glue/catalog/s3-location";
import type { CatalogTable } from "../../engine/catalog-table";
import { partitionValue } from "../../engine/partitions/partition-value";
import { QueryError } from "../../query-error";
import type { StatementOf } from "../../sql/statement";
import {
  glueName,
  partitionInput,
  partitionKeys,
  requirePartitionedTable,
} from "../partition-statements";
import { EMPTY_RESULT, type StatementContext, type StatementResult } from "../statement-context";

/**
 * MSCK REPAIR TABLE: registers the partition folders of the table's location that are not registered.
 *
 * @throws QueryError NOT_SUPPORTED for a folder of which AWS does not say what becomes of it
 * @see https://docs.aws.amazon.com/athena/latest/ug/msck-repair-table.html
 */
export async function repairTable(
  { name }: StatementOf<"repairTable">,
  { clients, signal, ...context }: StatementContext,
): Promise<StatementResult> {
  const table = await requirePartitionedTable(name, { clients, signal, ...context });
  const keys = partitionKeys(table);
  const location = parseS3Folder(table.definition.StorageDescriptor?.Location);
  const root = formatS3Location(location);
  const isNamed = (place: string) => isAddedByRepair(keys, place.slice(root.length));
  const skipped = (place: string) => {
    const folder = place.slice(root.length);
    const parts = folder.split("/").slice(0, -1);
    const [key, part = ""] = [keys[parts.length - 1], parts.at(-1)];
    const value = part.slice(part.indexOf("=") + 1);
    if (key === undefined || !isNamed(place) || /:|%3A/i.test(value)) return;
    throw undocumented(folder, ofAnotherType(value, key));
  };
  const found = await findPartitionFolders(clients.s3, location, keys, skipped, signal);
  const registered = (await listPartitions(clients.glue, glueName(table))).map((partition) => ({
    values: partition.Values ?? [],
    location: partition.StorageDescriptor?.Location ?? "",
  }));
  // Athena leaves out values with a colon without a word.
  const named = found.filter(
    (place) => isNamed(place.location) && !place.values.some((value) => value.includes(":")),
  );
  const { added } = diffPartitions(root, named, registered);
  checkFolders(table, added, root);
  await createPartitions(
    clients.glue,
    glueName(table),
    added.map((place) => partitionInput(table, place.values, place.location)),
  );
  if (added.length === 0) return EMPTY_RESULT;
  const folders = added.map(
    ({ values }) => `${table.name}:${partitionFolder(keys, values).slice(0, -1)}`,
  );
  return {
    columns: [],
    rows: [
      [`Partitions not in metastore:\t${folders.join("\t")}`],
      ...folders.map((folder) => [`Repair: Added partition to metastore ${folder}`]),
    ],
  };
}

/** Whether MSCK looks at a folder: its names are those of the keys, in lower case, and none begins with an underscore. */
function isAddedByRepair(keys: ReturnType<typeof partitionKeys>, folder: string): boolean {
  const parts = folder.split("/").slice(0, -1);
  return parts.every((part, index) => {
    const name = part.slice(0, Math.max(part.indexOf("="), 0));
    return keys[index]?.name === name && !name.startsWith("_");
  });
}

/** Checks that each folder is one partition, whose values are of the types of its keys. @throws QueryError */
function checkFolders(
  { partitionKeys: keys }: CatalogTable,
  folders: readonly PartitionLocation[],
  root: string,
): void {
  const known = new Map<string, string>();
  for (const { values, location } of folders) {
    const folder = location.slice(root.length);
    for (const [index, key] of keys.entries()) {
      const value = values[index] ?? "";
      if (value === NULL_PARTITION_VALUE) continue;
      try {
        partitionValue(key, value);
      } catch (error) {
        if (!(error instanceof QueryError) || error.code === "NOT_SUPPORTED") throw error;
        throw undocumented(folder, ofAnotherType(value, { ...key, type: key.hiveType }));
      }
    }
    const same = JSON.stringify(values);
    const other = known.get(same);
    if (other !== undefined) throw undocumented(folder, `has the values of ${other}`);
    known.set(same, folder);
  }
}

function ofAnotherType(value: string, { name, type }: TablePartitionKey): string {
  return `has the value '${value}' for the ${type} ${name}`;
}

function undocumented(folder: string, what: string): QueryError {
  return new QueryError(
    "NOT_SUPPORTED",
    `MSCK REPAIR TABLE: the folder ${folder} ${what}, and AWS does not document whether it becomes a partition. Rename it, or add the other partitions by ALTER TABLE ADD PARTITION`,
  );
}
