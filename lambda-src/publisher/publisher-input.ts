import type { Dataset } from "../../model/dataset/dataset";
import { generateEvents } from "./generation/event-generator";
import { partitionKeyAt } from "./sending/partition-key";
import type { JsonEvent } from "./sending/partition-key";
import { MAXIMUM_RECORD_BYTES, toRecord } from "./sending/record-batches";
import type { StreamRecord } from "./sending/record-batches";

/** Maximum events that one call generates: what a shard accepts in ten seconds, and well within the function's memory. */
export const MAXIMUM_COUNT = 10_000;

/** The input can't be published, and nothing of it was. */
export class InvalidInputError extends Error {
  override readonly name = "InvalidInputError";
}

/**
 * Reads the events of an invocation: an object is one event, an array contains events, `{ "count": n }` requests `n` generated
 * ones (1 to {@link MAXIMUM_COUNT}). An event with `count` as its only field has to be in an array.
 *
 * @throws {@link InvalidInputError} with every event that is not a JSON object
 */
export function readInvocationEvents(input: unknown, dataset: Dataset): readonly JsonEvent[] {
  if (Array.isArray(input)) return checkEvents(input);
  if (!isJsonEvent(input)) {
    throw new InvalidInputError(
      `Nothing was published. Received ${describe(input)}; expected an event (a JSON object), an array of events, or { "count": n }.`,
    );
  }
  if (!("count" in input) || Object.keys(input).length > 1) return [input];
  return generateEvents(dataset, checkCount(input.count));
}

/**
 * Renders events as records.
 *
 * @throws {@link InvalidInputError} with every event that is too large, or nested too deeply to be serialized
 */
export function toRecords(
  events: readonly JsonEvent[],
  keyPath?: string | readonly string[],
): StreamRecord[] {
  const partitionKeyOf = partitionKeyAt(keyPath);
  const tooDeep: string[] = [];
  const records: StreamRecord[] = [];
  events.forEach((event, index) => {
    try {
      records.push(toRecord(event, index, partitionKeyOf));
    } catch (error) {
      // JSON.parse accepts any depth, JSON.stringify only as much as the call stack allows.
      if (!(error instanceof RangeError)) throw error;
      tooDeep.push(`event ${index}`);
    }
  });
  rejectIfAny(tooDeep, "an event may not be nested thousands of levels deep");
  checkRecordSizes(records);
  return records;
}

function checkRecordSizes(records: readonly StreamRecord[]): void {
  const tooLarge = records.filter(({ bytes }) => bytes > MAXIMUM_RECORD_BYTES);
  rejectIfAny(
    tooLarge.map(({ index, bytes }) => `event ${index} has ${bytes} bytes`),
    `an event, its newline and its partition key may have at most ${MAXIMUM_RECORD_BYTES} bytes`,
  );
}

function checkEvents(input: readonly unknown[]): readonly JsonEvent[] {
  if (input.every(isJsonEvent)) return input;
  const problems = input.flatMap((event, index) =>
    isJsonEvent(event) ? [] : [`event ${index} is ${describe(event)}`],
  );
  throw invalidInput(problems, "every event must be a JSON object");
}

function rejectIfAny(problems: readonly string[], rule: string): void {
  if (problems.length > 0) throw invalidInput(problems, rule);
}

function invalidInput(problems: readonly string[], rule: string): InvalidInputError {
  return new InvalidInputError(`Nothing was published: ${rule}; ${problems.join("; ")}.`);
}

function checkCount(count: unknown): number {
  if (typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= MAXIMUM_COUNT)
    return count;
  throw new InvalidInputError(
    `Nothing was published. "count" is ${describe(count)}; expected a whole number from 1 to ${MAXIMUM_COUNT}.`,
  );
}

function isJsonEvent(value: unknown): value is JsonEvent {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  let json: string;
  try {
    json = JSON.stringify(value);
  } catch {
    return "a value that is nested too deeply to be shown";
  }
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
