import type { S3Client } from "@aws-sdk/client-s3";

import { formatS3Location, parseS3Folder } from "../../../glue/catalog/s3-location";
import { mapConcurrently } from "../../../glue/crawler/partition-listing";
import { type DataObject, listDataObjects } from "./data-object";
import { walkFolders } from "./folder-walk";

/** Locations that are listed by a call for each. */
const MAX_SINGLE_LOCATIONS = 8;

/** How locations are listed. */
export interface ListingOptions {
  /**
   * Whether many locations may be listed by a walk over their common prefix. Not for callers whose permissions are
   * enforced: these may list a location but not its parent, or the other way round.
   */
  readonly walks: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Lists the objects of locations, in their order. */
export async function listLocations(
  s3: S3Client,
  locations: readonly string[],
  { walks, signal }: ListingOptions,
): Promise<(readonly DataObject[])[]> {
  const listed = new Map<string, readonly DataObject[]>();
  const single: string[] = [];
  for (const [bucket, prefixes] of prefixesByBucket(locations)) {
    const folders = [...prefixes];
    if (!walks || folders.length <= MAX_SINGLE_LOCATIONS || areNested(prefixes)) {
      single.push(...folders.map((prefix) => formatS3Location({ bucket, prefix })));
      continue;
    }
    const { objects, remaining } = await walkFolders(s3, bucket, folders, signal);
    for (const [prefix, found] of objects) listed.set(formatS3Location({ bucket, prefix }), found);
    single.push(...remaining.map((prefix) => formatS3Location({ bucket, prefix })));
  }
  await mapConcurrently(single, async (location) => {
    listed.set(location, await listDataObjects(s3, location, signal));
  });
  return locations.map((location) => listed.get(normalized(location)) ?? []);
}

function prefixesByBucket(locations: readonly string[]): Map<string, Set<string>> {
  const buckets = new Map<string, Set<string>>();
  for (const location of locations) {
    const { bucket, prefix } = parseS3Folder(location);
    const prefixes = buckets.get(bucket) ?? new Set();
    buckets.set(bucket, prefixes.add(prefix));
  }
  return buckets;
}

function normalized(location: string): string {
  return formatS3Location(parseS3Folder(location));
}

/** Whether a folder is below another one, so that an object belongs to both. */
function areNested(prefixes: ReadonlySet<string>): boolean {
  if (prefixes.has("")) return true;
  for (const prefix of prefixes) {
    for (let at = prefix.indexOf("/"); at >= 0; at = prefix.indexOf("/", at + 1)) {
      if (at + 1 < prefix.length && prefixes.has(prefix.slice(0, at + 1))) return true;
    }
  }
  return false;
}
