import {
  isArray,
  isJsonObject,
  type JsonNumber,
  type JsonObject,
  jsonText,
  type JsonValue,
  parseDocuments,
} from "../../../../formats/openx-json";

/**
 * Parses a response of Trino. Numbers keep the digits that Trino wrote: `JSON.parse`, and with it the npm package
 * `trino-client`, would round a bigint beyond 2^53 and write `1.0E15` in another way.
 *
 * @throws Error if the text is not one JSON object
 */
export function parseObject(text: string): JsonObject {
  const [document = null] = parseDocuments(text, { caseInsensitive: false, duplicateKeys: "last" });
  if (isJsonObject(document)) return document;
  throw new Error(`a JSON object was expected, received ${text.slice(0, 200)}`);
}

/** A member of an object; null if there is none. */
export function member(value: JsonValue, name: string): JsonValue {
  return (isJsonObject(value) ? value.get(name) : undefined) ?? null;
}

/** The elements of an array; none for another value. */
export function elements(value: JsonValue): readonly JsonValue[] {
  return isArray(value) ? value : [];
}

/** The entries of an object in their order; none for another value. */
export function entries(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  return isJsonObject(value) ? [...value] : [];
}

/** A string as it is, a number as it was written, everything else as JSON. */
export function plainText(value: JsonValue): string {
  return typeof value === "string" ? value : jsonText(value);
}

/** A string; undefined for another value. */
export function stringOf(value: JsonValue): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A count, such as bytes or rows; 0 for another value. */
export function countOf(value: JsonValue | JsonNumber): number {
  const count = Number(plainText(value));
  return Number.isFinite(count) ? count : 0;
}
