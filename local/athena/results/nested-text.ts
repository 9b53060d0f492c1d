/** The text of an array in Athena's results: `[1, null]`. */
export function arrayText(items: readonly (string | null)[]): string {
  return `[${items.map(shown).join(", ")}]`;
}

/** The text of a map in Athena's results: `{a=1, b=null}`. */
export function mapText(
  entries: readonly (readonly [key: string | null, value: string | null])[],
): string {
  return `{${entries.map(([key, value]) => `${shown(key)}=${shown(value)}`).join(", ")}}`;
}

/** The text of a row in Athena's results: `{staffname=Ann, staffid=4}`. */
export function rowText(
  fields: readonly (readonly [name: string, value: string | null])[],
): string {
  return mapText(fields);
}

/** The text of bytes in Athena's results: `01 ff`. */
export function bytesText(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");
}

function shown(value: string | null): string {
  return value ?? "null";
}
