import { partitionFolderValue } from "../../local/glue/catalog/partition-folders";
import { UserError } from "../../errors/user-error";
import { isCrawled } from "./is-crawled";
import { partitionKeysOf } from "../../model/dataset/partition-keys";
import type { PartitionKey } from "../../model/dataset/partition-keys";
import { readPartitions } from "./partitions";
import { runCrawler } from "./run-crawler";
import type { Target } from "../target/target";

/** A crawl that ran already may have looked before the last object was written; the second one has not. */
const MAXIMUM_CRAWLS = 2;

/**
 * Registers the partitions of these folders that the table does not have yet, by running its crawler.
 *
 * @param folders relative to the table, for example `year=2026/month=11/day=25/hour=09/`
 * @param isForced runs the crawler at least once @default false
 * @returns whether the crawler ran; it does not where partitions are projected, or an Iceberg table has none
 * @throws UserError if the crawler ran and a folder is still no partition
 */
export async function registerPartitions(
  target: Target,
  folders: readonly string[],
  isForced = false,
): Promise<boolean> {
  const { clients, names, environment, dataset, jobTimeoutMs } = target;
  if (!isCrawled(dataset, environment)) return false;
  let missing = isForced ? folders : await unregisteredFolders(target, folders);
  if (!isForced && missing.length === 0) return false;
  for (let crawls = 1; crawls <= MAXIMUM_CRAWLS; crawls += 1) {
    await runCrawler(clients.glue, names.crawler, jobTimeoutMs);
    missing = await unregisteredFolders(target, folders);
    if (missing.length === 0) return true;
  }
  throw new UserError(
    `The crawler ${names.crawler} ran, but did not register ${missing.join(", ")}.`,
    "Check its log group, and then run it again: npx lake crawl",
  );
}

/**
 * Those of these folders that are no registered partition of the table.
 *
 * @param folders as {@link registerPartitions} takes them
 */
export async function unregisteredFolders(
  { clients, names, environment, dataset }: Target,
  folders: readonly string[],
): Promise<string[]> {
  if (folders.length === 0) return [];
  const partitions = await readPartitions(clients.glue, names.database, names.table);
  const known = new Set(partitions.map((values) => values.map(comparable).join("/")));
  const keys = partitionKeysOf(dataset, environment.partitions);
  return folders.filter((folder) => !known.has(valuesOf(folder, keys)));
}

/** The values of a folder's keys, as the known partitions have them. */
function valuesOf(folder: string, keys: readonly PartitionKey[]): string {
  const parts = folder.split("/");
  return keys
    .map((key, index) => comparable(partitionFolderValue(key, parts[index] ?? "") ?? ""))
    .join("/");
}

/** Folders have numbers with leading zeros, and the values of partitions may come without them. */
function comparable(value: string): string {
  return value.replace(/^0+(?=\d+$)/, "");
}
