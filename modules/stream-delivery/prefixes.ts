import { timeKeys } from "../../model/dataset/partition-keys";
import type { PartitionKey } from "../../model/dataset/partition-keys";

/** Folders of an hour in Hive's form. */
export const hourFolders = keyFolders(timeKeys);

/** Prefix of delivered objects in a folder that ends in a slash, by the partition keys of their table. */
export function dataPrefixExpression(folder: string, keys: readonly PartitionKey[]): string {
  return `${folder}${keyFolders(keys)}`;
}

/** Prefix of source records in a folder that ends in a slash: by hour, whatever the table is partitioned by. */
export function backupPrefixExpression(folder: string): string {
  return `${folder}${hourFolders}`;
}

/** Prefix of error objects in a folder that ends in a slash: by hour too, since it can't have keys of fields. */
export function errorPrefixExpression(folder: string): string {
  return `${folder}!{firehose:error-output-type}/${hourFolders}`;
}

function keyFolders(keys: readonly PartitionKey[]): string {
  return keys.map((key) => `${key.name}=${expression(key)}/`).join("");
}

function expression(key: PartitionKey): string {
  return key.kind === "time"
    ? `!{timestamp:${key.pattern}}`
    : `!{partitionKeyFromQuery:${key.name}}`;
}
