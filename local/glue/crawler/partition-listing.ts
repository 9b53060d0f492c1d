import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

import { formatS3Location, type S3Location } from "../catalog/s3-location";
import { type TablePartitionKey, partitionFolderValue } from "../catalog/partition-folders";
import type { PartitionLocation } from "../catalog/partition-diff";

/** Concurrent calls; a crawl waits for the network, not for the processor. */
const CONCURRENT_LISTINGS = 8;

/** Lists the folders directly below a prefix, each with a trailing slash. */
async function listFolders(s3: S3Client, { bucket, prefix }: S3Location): Promise<string[]> {
  const folders: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: "/",
        ContinuationToken: token,
      }),
    );
    for (const { Prefix: folder } of page.CommonPrefixes ?? []) {
      if (folder !== undefined) folders.push(folder);
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return folders;
}

/**
 * Finds the folders `key=value/…` below a table, one level for each partition key. It lists folders but no objects, so
 * its cost depends on the number of partitions and not on the amount of data.
 *
 * @param skipped called with each folder that is not a partition of this table
 */
export async function findPartitionFolders(
  s3: S3Client,
  table: S3Location,
  keys: readonly TablePartitionKey[],
  skipped: (location: string) => void,
  signal: AbortSignal,
): Promise<PartitionLocation[]> {
  let level: { values: string[]; prefix: string }[] = [{ values: [], prefix: table.prefix }];
  for (const key of keys) {
    const below = await mapConcurrently(level, async ({ values, prefix }) => {
      signal.throwIfAborted();
      const children: typeof level = [];
      for (const folder of await listFolders(s3, { bucket: table.bucket, prefix })) {
        const value = partitionFolderValue(key, folder.slice(prefix.length, -1));
        if (value === undefined) skipped(formatS3Location({ ...table, prefix: folder }));
        else children.push({ values: [...values, value], prefix: folder });
      }
      return children;
    });
    level = below.flat();
  }
  return level.map(({ values, prefix }) => ({
    values,
    location: formatS3Location({ bucket: table.bucket, prefix }),
  }));
}

/** Maps in order, with at most {@link CONCURRENT_LISTINGS} concurrent calls. */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      // The loop's condition keeps the index inside the array.
      results[index] = await map(items[index] as Item);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_LISTINGS }, work));
  return results;
}
