/** A value of a type that it can't be, which fails the query. */
export class JsonTypeError extends Error {}

/** The JSON of a text, in which a lone surrogate is a question mark, as in Java's UTF-8. */
export function quote(text: string): string {
  const hasSurrogates = /[\ud800-\udfff]/.test(text);
  return JSON.stringify(hasSurrogates ? text.replace(/\p{Surrogate}/gu, "?") : text);
}

/** Bytes as DuckDB reads them from text: each as `\xNN`. */
export function bytesText(bytes: Buffer): string {
  return bytes.toString("hex").replace(/../g, "\\x$&");
}

/** Whether a text has digits of another script, which Java reads as numbers too. */
export function hasOtherDigits(text: string): boolean {
  return /[^\0-\x7f]/.test(text) && /\p{Nd}/u.test(text);
}

/** The JSON of a map of which keys and values are JSON. The last of equal keys counts, also for its place. */
export function mapText(entries: readonly (readonly [key: string, value: string])[]): string {
  const last = new Map<string, string>();
  for (const [key, value] of entries) {
    last.delete(key);
    last.set(key, value);
  }
  const members = [...last].map(
    ([name, content]) => `${name.startsWith('"') ? name : `"${name}"`}:${content}`,
  );
  return `{${members.join(",")}}`;
}
