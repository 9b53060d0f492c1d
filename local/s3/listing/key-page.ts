import { compareKeys } from "../store/sorted-keys";
import type { SortedKeys } from "../store/sorted-keys";

/** An entry of a list: an object's key, or the common beginning of several. */
export type PageEntry<Item> =
  | { readonly key: string; readonly items: readonly Item[]; readonly isPrefix?: false }
  | { readonly key: string; readonly isPrefix: true };

/** What a page of a list is to contain. */
export interface PageRequest<Item> {
  readonly prefix: string;
  readonly delimiter: string;
  /** Keys and common prefixes up to it are left out. @default - none */
  readonly after: string | undefined;
  /** What a key contributes; nothing if it is not to be listed. */
  readonly itemsOf: (key: string) => readonly Item[];
}

/**
 * Yields the entries of a list in order. A common prefix is passed over at once, however many keys it has.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
 */
export function* listEntries<Item>(
  keys: SortedKeys,
  { prefix, delimiter, after, itemsOf }: PageRequest<Item>,
): Generator<PageEntry<Item>> {
  const afterPrefix = after !== undefined && isCommonPrefix(after, prefix, delimiter);
  let isBefore = (key: string) =>
    compareKeys(key, prefix) < 0 ||
    (after !== undefined &&
      (compareKeys(key, after) <= 0 || (afterPrefix && key.startsWith(after))));
  for (;;) {
    let common: string | undefined;
    for (const key of keys.from(isBefore)) {
      if (!key.startsWith(prefix)) return;
      const items = itemsOf(key);
      if (items.length === 0) continue;
      const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      if (end >= 0) {
        common = key.slice(0, end + delimiter.length);
        break;
      }
      yield { key, items };
    }
    if (common === undefined) return;
    const passed = common;
    // One that a marker lies within was listed on the page before, unless the marker was chosen freely.
    yield { key: passed, isPrefix: true };
    isBefore = (key) => compareKeys(key, passed) < 0 || key.startsWith(passed);
  }
}

function isCommonPrefix(key: string, prefix: string, delimiter: string): boolean {
  return (
    delimiter !== "" &&
    key.startsWith(prefix) &&
    key.endsWith(delimiter) &&
    key.indexOf(delimiter, prefix.length) === key.length - delimiter.length
  );
}
