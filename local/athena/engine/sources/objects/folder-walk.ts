import { compareKeys } from "../../../../s3/store/sorted-keys";
import { type DataObject, isData } from "./data-object";
import type { ListPage } from "./object-pages";

/** Folders that one page of a walk must settle on average; calls for single folders, several at once, are faster then. */
const MIN_FOLDERS_OF_PAGE = 4;

/** Pages after which a walk is judged. */
const PAGES_TO_JUDGE = 3;

/** What a walk found. */
export interface FolderWalk {
  /** The objects of each folder that was settled, by prefix. */
  readonly objects: ReadonlyMap<string, readonly DataObject[]>;
  /** Folders that are still to be listed, since the walk did not pay. */
  readonly remaining: readonly string[];
}

/**
 * Lists many folders of a bucket by one walk over the prefix that they have in common. Objects of other folders are
 * jumped over: a page starts at the next folder that is wanted, so a walk never needs more calls than a call for each
 * folder does.
 *
 * @param folders prefixes, each with a trailing slash; none is below another one
 */
export async function walkFolders(
  listPage: ListPage,
  bucket: string,
  folders: readonly string[],
  signal?: AbortSignal,
): Promise<FolderWalk> {
  const sorted = [...folders].sort(compareKeys);
  const found = new Map<string, DataObject[]>(sorted.map((folder) => [folder, []]));
  const prefix = commonPrefix(sorted);
  let index = 0;
  let pages = 0;
  let uselessPages = 0;
  for (let after = sorted[0]; after !== undefined;) {
    signal?.throwIfAborted();
    const { objects, isTruncated } = await listPage({ bucket, prefix, after });
    const before = index;
    let wanted = 0;
    for (const object of objects) {
      const { key } = object;
      while (isBeyond(key, sorted[index])) index += 1;
      const folder = sorted[index];
      if (folder === undefined) break;
      if (!key.startsWith(folder)) continue;
      wanted += 1;
      if (isData({ prefix: folder }, object)) found.get(folder)?.push(object);
    }
    const last = objects.at(-1)?.key;
    const folder = sorted[index];
    if (!isTruncated || last === undefined || folder === undefined) break;
    // Within a folder, the next page goes on; before one, it starts there.
    after = last.startsWith(folder) ? last : folder;
    pages += 1;
    // A page full of wanted objects is needed in any case.
    if (index - before < MIN_FOLDERS_OF_PAGE && wanted < objects.length / 2) uselessPages += 1;
    if (pages >= PAGES_TO_JUDGE && uselessPages > pages / 2) {
      const remaining = sorted.slice(index);
      for (const each of remaining) found.delete(each);
      return { objects: found, remaining };
    }
  }
  return { objects: found, remaining: [] };
}

/** Whether a key comes after all keys of a folder. */
function isBeyond(key: string, folder: string | undefined): boolean {
  return folder !== undefined && !key.startsWith(folder) && compareKeys(key, folder) > 0;
}

/** Sorted texts have in common what the first and the last one have. */
function commonPrefix(sorted: readonly string[]): string {
  const [first = "", last = ""] = [sorted[0], sorted.at(-1)];
  let length = 0;
  while (length < first.length && first[length] === last[length]) length += 1;
  // Not through a character of two units.
  return first.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}
