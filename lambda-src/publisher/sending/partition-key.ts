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
 * The partition key of events: the value at `path`, cut to {@link MAXIMUM_PARTITION_KEY_LENGTH}. Where an event has no
 * key of the exact name, one that differs in letter case alone is taken, as Firehose takes it for the column.
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
    if (typeof value !== "object" || value === null) return undefined;
    // Looking through all keys is left to the events that need it: others pay nothing for it.
    const key = Object.hasOwn(value, name) ? name : keyInOtherCase(value, name);
    if (key === undefined) return undefined;
    // An object that has this key of its own: reading it gives an unknown value.
    value = (value as JsonObject)[key];
  }
  return value;
}

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html */
function keyInOtherCase(object: object, name: string): string | undefined {
  const lowerCase = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === lowerCase);
}

function cut(key: string): string {
  if (key.length <= MAXIMUM_PARTITION_KEY_LENGTH) return key;
  // By code points: a surrogate pair is one character to Kinesis, and half of one is not valid text.
  return [...key].slice(0, MAXIMUM_PARTITION_KEY_LENGTH).join("");
}
