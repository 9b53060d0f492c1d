import type { Dataset } from "../../model/dataset/dataset";
import { generateEvents } from "./generation/event-generator";
import { partitionKeyAt } from "./sending/partition-key";
import type { JsonObject } from "./sending/partition-key";
import { MAXIMUM_RECORD_BYTES, toRecord } from "./sending/record-batches";
import type { StreamRecord } from "./sending/record-batches";

/** Most events that one call generates: what one shard takes in ten seconds, and well within the function's memory. */
export const MAXIMUM_COUNT = 10_000;

/** What the caller sent can't be published, and nothing of it was. */
export class InvalidInputError extends Error {
  override readonly name = "InvalidInputError";
}

/**
 * The events of an invocation: an object is one event, an array holds events, `{ "count": n }` asks for `n` generated
 * ones (1 to {@link MAXIMUM_COUNT}). An event whose only field is `count` has to come in an array.
 *
 * @throws {@link InvalidInputError} naming every event that is not a JSON object
 */
export function readEvents(input: unknown, dataset: Dataset): readonly JsonObject[] {
  if (Array.isArray(input)) return checkEvents(input);
  if (!isJsonObject(input)) {
    throw new InvalidInputError(
      `Nothing was published. Received ${describe(input)}; allowed are an event (a JSON object), an array of events, or { "count": n }.`,
    );
  }
  if (!("count" in input) || Object.keys(input).length > 1) return [input];
  return generateEvents(dataset, checkCount(input.count));
}

/**
 * Renders events as records that the service takes.
 *
 * @throws {@link InvalidInputError} naming every event that is nested too deep to be written, or too large
 */
export function toRecords(events: readonly JsonObject[], keyPath?: string): StreamRecord[] {
  const partitionKeyOf = partitionKeyAt(keyPath);
  const tooDeep: string[] = [];
  const records: StreamRecord[] = [];
  events.forEach((event, index) => {
    try {
      records.push(toRecord(event, index, partitionKeyOf));
    } catch (error) {
      // JSON is read to any depth, and written only as deep as the stack is.
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

function checkEvents(input: readonly unknown[]): readonly JsonObject[] {
  if (input.every(isJsonObject)) return input;
  const faults = input.flatMap((event, index) =>
    isJsonObject(event) ? [] : [`event ${index} is ${describe(event)}`],
  );
  throw refusal(faults, "every event must be a JSON object");
}

function rejectIfAny(faults: readonly string[], rule: string): void {
  if (faults.length > 0) throw refusal(faults, rule);
}

function refusal(faults: readonly string[], rule: string): InvalidInputError {
  return new InvalidInputError(`Nothing was published: ${rule}; ${faults.join("; ")}.`);
}

function checkCount(count: unknown): number {
  if (typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= MAXIMUM_COUNT)
    return count;
  throw new InvalidInputError(
    `Nothing was published. "count" is ${describe(count)}; allowed is a whole number from 1 to ${MAXIMUM_COUNT}.`,
  );
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  let json: string;
  try {
    json = JSON.stringify(value);
  } catch {
    return "a value that is nested too deep to be shown";
  }
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
