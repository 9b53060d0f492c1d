import { formatS3Location, parseS3Folder } from "../../../../glue/catalog/s3-location";
import { mapConcurrently } from "../../../../glue/crawler/partition-listing";
import { type DataObject, isData } from "./data-object";
import { walkFolders } from "./folder-walk";
import type { ListPage } from "./object-pages";

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
  listPage: ListPage,
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
    const { objects, remaining } = await walkFolders(listPage, bucket, folders, signal);
    for (const [prefix, found] of objects) listed.set(formatS3Location({ bucket, prefix }), found);
    single.push(...remaining.map((prefix) => formatS3Location({ bucket, prefix })));
  }
  await mapConcurrently(single, async (location) => {
    listed.set(location, await listDataObjects(listPage, location, signal));
  });
  return locations.map((location) => listed.get(normalized(location)) ?? []);
}

/** Lists the objects of a location by a call for each of its pages. */
async function listDataObjects(
  listPage: ListPage,
  location: string,
  signal?: AbortSignal,
): Promise<DataObject[]> {
  const folder = parseS3Folder(location);
  const found: DataObject[] = [];
  let after: string | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const { objects, isTruncated } = await listPage({ ...folder, after });
    found.push(...objects.filter((object) => isData(folder, object)));
    after = objects.at(-1)?.key;
    if (!isTruncated || after === undefined) return found;
  }
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
