/** What a terminal that wraps its lines, and whoever copies from it, puts into an address. */
const BLANKS = /(?:%20|%09|%0[ad]|%c2%a0|\s)+/gi;

/** The token in the fragment of an address; undefined where the fragment is of a view, or empty. */
export function tokenIn(fragment: string): string | undefined {
  return /^#token=(.*)$/s.exec(fragment)?.[1]?.replace(BLANKS, "");
}
