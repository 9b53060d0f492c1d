import { RequestError } from "../server/request-error";

/** What the page sent with a call. */
export type Input = Readonly<Record<string, unknown>>;

/** Longest text that is no SQL and no file. */
const TEXT_LENGTH = 2_048;

/**
 * A text of a call.
 *
 * @param maximum characters @default 2048
 * @throws RequestError if it is missing, empty or longer
 */
export function text(input: Input, name: string, maximum = TEXT_LENGTH): string {
  const found = optionalText(input, name, maximum);
  if (found === undefined) throw invalid(name, "a text");
  return found;
}

/**
 * A text that may be missing or empty: undefined then.
 *
 * @throws RequestError for another type, or a longer one
 */
export function optionalText(
  input: Input,
  name: string,
  maximum = TEXT_LENGTH,
): string | undefined {
  const value = input[name] ?? "";
  if (typeof value !== "string" || value.length > maximum) {
    throw invalid(name, `a text of at most ${maximum} characters`);
  }
  return value === "" ? undefined : value;
}

/** @throws RequestError for anything but true and false: nothing is sent or not by accident */
export function flag(input: Input, name: string): boolean {
  const value = input[name];
  if (typeof value === "boolean") return value;
  throw invalid(name, "true or false");
}

/**
 * A whole number; undefined if it is missing.
 *
 * @throws RequestError outside of the bounds, which are both included
 */
export function optionalCount(
  input: Input,
  name: string,
  minimum: number,
  maximum: number,
): number | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum) {
    return Number(value);
  }
  throw invalid(name, `a whole number from ${minimum} to ${maximum}`);
}

/**
 * One of several words.
 *
 * @throws RequestError for another
 */
export function choice<Word extends string>(
  input: Input,
  name: string,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === input[name]);
  if (found === undefined) throw invalid(name, `one of ${words.join(", ")}`);
  return found;
}

function invalid(name: string, expected: string): RequestError {
  return new RequestError(400, `"${name}" is not ${expected}.`, "Correct it and try again.");
}
