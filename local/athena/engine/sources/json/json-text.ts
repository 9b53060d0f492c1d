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

/** The JSON of a map of which keys and values are JSON. */
export function mapText(entries: ReadonlyMap<string, string>): string {
  const members = [...entries].map(
    ([name, content]) => `${name.startsWith('"') ? name : `"${name}"`}:${content}`,
  );
  return `{${members.join(",")}}`;
}
