/** Escapes a text so that a regular expression, with or without the flags `u` and `v`, matches it literally. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
