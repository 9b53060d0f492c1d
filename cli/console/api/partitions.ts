import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import { isCrawled } from "../../delivery/is-crawled";
import { unregisteredFolders } from "../../delivery/register-partitions";
import type { S3Prefix } from "../../target/lake-contents";
import type { Target } from "../../target/target";
import { targetNamed } from "../../target/connected-lake";
import type { Lake } from "../../target/connected-lake";
import { choice, optionalCount, text } from "./input";
import type { Input } from "./input";

/** What of a dataset is in S3: the Parquet objects of its table, or the source records as JSON. */
export const AREAS = ["lake", "backup"] as const;

/** One of {@link AREAS}. */
export type Area = (typeof AREAS)[number];

/** Folders that are read unless more are asked for, and at most. */
const FOLDERS = 24;
const MAXIMUM_FOLDERS = 384;

/** An object. */
export interface ObjectView {
  readonly key: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly modified: string;
}

/** A folder of objects: a partition of the table, or an hour of the backup. */
export interface FolderView {
  /** Relative to the dataset, for example `year=2026/month=11/day=25/hour=09/`. */
  readonly name: string;
  readonly bytes: number;
  /** Newest first; of very many the first page. */
  readonly objects: readonly ObjectView[];
  readonly isPartial: boolean;
  /** Whether Athena knows the partition; absent where partitions are projected, and for the backup. */
  readonly isRegistered?: boolean;
}

/** The newest folders of a dataset. */
export interface PartitionsView {
  readonly location: string;
  readonly folders: readonly FolderView[];
  /** Whether there are older ones. */
  readonly hasMore: boolean;
}

/** Where an area of a dataset is. */
export function locationOf({ names }: Target, area: Area): S3Prefix {
  return area === "lake"
    ? { bucket: names.lakeBucket, prefix: names.dataPrefix }
    : { bucket: names.rawBucket, prefix: names.rawPrefix };
}

/** Answers `partitions`. */
export async function readFolders(lake: Lake, input: Input): Promise<PartitionsView> {
  const target = await targetNamed(lake, text(input, "dataset"));
  const area = choice(input, "area", AREAS);
  const count = optionalCount(input, "count", 1, MAXIMUM_FOLDERS) ?? FOLDERS;
  const location = locationOf(target, area);
  const { s3 } = target.clients;
  const found: string[] = [];
  for await (const folder of newestFolders(s3, location)) {
    found.push(folder);
    if (found.length > count) break;
  }
  const areRegistered = area === "lake" && isCrawled(target.dataset, target.environment);
  const names = found.map((folder) => folder.slice(location.prefix.length));
  const missing = areRegistered
    ? new Set(await unregisteredFolders(target, names.slice(0, count)))
    : undefined;
  const folders = await Promise.all(
    names.slice(0, count).map(async (name): Promise<FolderView> => {
      const prefix = `${location.prefix}${name}`;
      const { objects, isPartial } = await readObjects(s3, { ...location, prefix });
      return {
        name,
        bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
        objects,
        isPartial,
        ...(missing === undefined ? {} : { isRegistered: !missing.has(name) }),
      };
    }),
  );
  const { bucket, prefix } = location;
  return { location: `s3://${bucket}/${prefix}`, folders, hasMore: found.length > count };
}

/** Folders without subfolders, by descending name, which is by time: only as many are listed as are taken. */
async function* newestFolders(s3: S3Client, folder: S3Prefix): AsyncGenerator<string> {
  const subfolders: string[] = [];
  let token: string | undefined;
  do {
    const { bucket, prefix } = folder;
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: "/",
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    subfolders.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ""));
    // A folder of objects has no subfolders, so its other pages are of no interest here.
    token = subfolders.length === 0 ? undefined : page.NextContinuationToken;
    if (subfolders.length === 0 && (page.KeyCount ?? 0) > 0) yield prefix;
  } while (token !== undefined);
  for (const prefix of subfolders.sort().reverse()) yield* newestFolders(s3, { ...folder, prefix });
}

async function readObjects(
  s3: S3Client,
  { bucket, prefix }: S3Prefix,
): Promise<Pick<FolderView, "objects" | "isPartial">> {
  const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  const objects = (page.Contents ?? []).map(({ Key, Size, LastModified }) => ({
    key: Key ?? "",
    bytes: Size ?? 0,
    modified: LastModified?.toISOString() ?? "",
  }));
  objects.sort((a, b) => b.modified.localeCompare(a.modified));
  return { objects, isPartial: page.IsTruncated === true };
}
