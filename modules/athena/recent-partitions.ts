import type { PartitionKey } from "../../model/dataset/partition-keys";

/** A condition on a table's partition keys. Without it, a query lists every folder of the table, empty or not. */
export function thisMonth(keys: readonly PartitionKey[]): string {
  const date = dateKeyOf(keys);
  if (date !== undefined) return `WHERE ${date} >= date_format(current_timestamp, '%Y-%m')`;
  return `WHERE year = year(current_timestamp)
  AND month = month(current_timestamp)`;
}

/** Reads only the partitions of one day, whatever the size of the lake. */
export function today(keys: readonly PartitionKey[]): string {
  const date = dateKeyOf(keys);
  // As text, 2026-11-25-09 is after 2026-11-25, and nothing arrives after today.
  if (date !== undefined) return `WHERE ${date} >= date_format(current_timestamp, '%Y-%m-%d')`;
  return `${thisMonth(keys)}
  AND day = day(current_timestamp)`;
}

function dateKeyOf(keys: readonly PartitionKey[]): string | undefined {
  return keys.find(({ kind }) => kind === "date")?.name;
}
