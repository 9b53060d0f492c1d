import { randomUUID } from "node:crypto";

/** An event: a JSON object. */
export type JsonEvent = Readonly<Record<string, unknown>>;

/**
 * Maximum length of a partition key, in Unicode characters.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecordsRequestEntry.html
 */
export const MAXIMUM_PARTITION_KEY_LENGTH = 256;

/** Returns the partition key of an event. */
export type PartitionKeyOf = (event: JsonEvent) => string;

/**
 * Reads the partition key of events: the value at `path`, truncated to {@link MAXIMUM_PARTITION_KEY_LENGTH}. If an event has no
 * field with the exact name, one that differs only in case is used, as Firehose does for the column.
 *
 * Events without text, a number or a boolean at the path get a random key, which distributes them over all shards.
 *
 * @param path dotted, or the keys of the event that lead to the value
 */
export function partitionKeyAt(path: string | readonly string[] | undefined): PartitionKeyOf {
  const names = typeof path === "string" ? path.split(".") : path;
  return (event) => {
    const value = names === undefined ? undefined : valueAt(event, names);
    return isScalar(value) ? truncate(String(value)) || randomUUID() : randomUUID();
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function valueAt(event: JsonEvent, names: readonly string[]): unknown {
  let value: unknown = event;
  for (const name of names) {
    if (typeof value !== "object" || value === null) return undefined;
    // Search all keys only if there is no exact match.
    const key = Object.hasOwn(value, name) ? name : keyInOtherCase(value, name);
    if (key === undefined) return undefined;
    // The object has this own property; its value is unknown.
    value = (value as JsonEvent)[key];
  }
  return value;
}

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html */
function keyInOtherCase(object: object, name: string): string | undefined {
  const lowerCase = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === lowerCase);
}

function truncate(key: string): string {
  if (key.length <= MAXIMUM_PARTITION_KEY_LENGTH) return key;
  // By code points: Kinesis counts a surrogate pair as one character, and half of a pair is not valid text.
  return [...key].slice(0, MAXIMUM_PARTITION_KEY_LENGTH).join("");
}
