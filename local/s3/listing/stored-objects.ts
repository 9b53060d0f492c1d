import type { BucketIndex } from "../store/bucket-index";
import type { BucketStore } from "../store/bucket-store";
import type { ContentVersion } from "../store/object-version";
import { listEntries } from "./key-page";

/** What a page of stored objects is to contain. */
export interface StoredPageRequest {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys up to it are left out. @default - none */
  readonly after?: string | undefined;
}

/** An object and where it is stored. */
export interface StoredObject {
  readonly key: string;
  /** With quotes, as S3 lists it. */
  readonly etag: string;
  readonly bytes: number;
  /** In milliseconds since 1970. */
  readonly modified: number;
  /**
   * The file that is the whole content. It never has another content; it is removed with the object.
   *
   * @default - the content is empty or in several files
   */
  readonly file?: string | undefined;
}

/** Stored objects in the order of their keys. */
export interface StoredPage {
  readonly objects: readonly StoredObject[];
  /** Whether more objects follow. */
  readonly isTruncated: boolean;
}

/** Objects of one page: few pages, of which each takes the process only some milliseconds. */
const PAGE_OBJECTS = 5_000;

/** The current objects of a bucket below a prefix. */
export function storedPage(
  { index, contents }: BucketStore,
  { prefix, after }: StoredPageRequest,
): StoredPage {
  const objects: StoredObject[] = [];
  const request = { prefix, delimiter: "", after, itemsOf: currentVersion(index) };
  for (const entry of listEntries(index.keys, request)) {
    if (objects.length === PAGE_OBJECTS) return { objects, isTruncated: true };
    // Without a delimiter no entry is a prefix.
    if (entry.isPrefix === true) continue;
    for (const { key, etag, bytes, modified, segments } of entry.items) {
      const [only, ...others] = segments;
      const file = only === undefined || others.length > 0 ? undefined : contents.pathOf(only);
      objects.push({ key, etag: `"${etag}"`, bytes, modified, file });
    }
  }
  return { objects, isTruncated: false };
}

/** The version of a key that lists show: none if the newest is a delete marker. */
export function currentVersion(index: BucketIndex): (key: string) => readonly ContentVersion[] {
  return (key) => {
    const latest = index.latest(key);
    return latest === undefined || latest.isMarker === true ? [] : [latest];
  };
}
