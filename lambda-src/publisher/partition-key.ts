import { randomUUID } from "node:crypto";

/** An event: a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Longest partition key, in Unicode characters.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecordsRequestEntry.html
 */
export const MAXIMUM_PARTITION_KEY_LENGTH = 256;

/** Gives an event's partition key. */
export type PartitionKeyOf = (event: JsonObject) => string;

/**
 * The partition key of events: the value at `path`, cut to {@link MAXIMUM_PARTITION_KEY_LENGTH}.
 *
 * An event without a text, number or boolean there gets a random key, so that such events spread over all shards.
 */
export function partitionKeyAt(path: string | undefined): PartitionKeyOf {
  const names = path?.split(".");
  return (event) => {
    const value = names === undefined ? undefined : valueAt(event, names);
    return isScalar(value) ? cut(String(value)) || randomUUID() : randomUUID();
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function valueAt(event: JsonObject, names: readonly string[]): unknown {
  let value: unknown = event;
  for (const name of names) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name))
      return undefined;
    // An object that has this key of its own: reading it gives an unknown value.
    value = (value as JsonObject)[name];
  }
  return value;
}

function cut(key: string): string {
  if (key.length <= MAXIMUM_PARTITION_KEY_LENGTH) return key;
  // By code points: a surrogate pair is one character to Kinesis, and half of one is not valid text.
  return [...key].slice(0, MAXIMUM_PARTITION_KEY_LENGTH).join("");
}
