import { randomUUID } from "node:crypto";

/** An event: a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Longest partition key, in Unicode characters.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecordsRequestEntry.html
 */
export const MAXIMUM_PARTITION_KEY_LENGTH = 256;

/**
 * The partition key of an event: the value at `path`, cut to {@link MAXIMUM_PARTITION_KEY_LENGTH}.
 *
 * An event without a text, number or boolean there gets a random key, so that such events spread over all shards.
 */
export function partitionKeyOf(event: JsonObject, path: string | undefined): string {
  const value = path === undefined ? undefined : valueAt(event, path.split("."));
  return isScalar(value) ? cut(String(value)) || randomUUID() : randomUUID();
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  // An object that has this key of its own: reading it gives an unknown value.
  return valueAt((value as JsonObject)[name], rest);
}

function cut(key: string): string {
  if (key.length <= MAXIMUM_PARTITION_KEY_LENGTH) return key;
  // By code points: a surrogate pair is one character to Kinesis, and half of one is not valid text.
  return [...key].slice(0, MAXIMUM_PARTITION_KEY_LENGTH).join("");
}
