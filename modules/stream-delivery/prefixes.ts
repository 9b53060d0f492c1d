import { timeKeys } from "../../model/dataset/partition-keys";
import type { PartitionKey } from "../../model/dataset/partition-keys";

/** Prefix expression of the hour of arrival, in Hive's format. */
export const hourExpression = keysExpression(timeKeys);

/** Prefix expression of delivered objects, by the partition keys of their table. @param prefix ends in a slash */
export function dataPrefixExpression(prefix: string, keys: readonly PartitionKey[]): string {
  return `${prefix}${keysExpression(keys)}`;
}

/** Prefix expression of source records: by hour, whatever the partition keys of the table. @param prefix ends in a slash */
export function backupPrefixExpression(prefix: string): string {
  return `${prefix}${hourExpression}`;
}

/** Prefix expression of error objects: by hour, since it can't contain field keys. @param prefix ends in a slash */
export function errorPrefixExpression(prefix: string): string {
  return `${prefix}!{firehose:error-output-type}/${hourExpression}`;
}

function keysExpression(keys: readonly PartitionKey[]): string {
  return keys.map((key) => `${key.name}=${expression(key)}/`).join("");
}

function expression(key: PartitionKey): string {
  return key.kind === "field"
    ? `!{partitionKeyFromQuery:${key.name}}`
    : `!{timestamp:${key.pattern}}`;
}
