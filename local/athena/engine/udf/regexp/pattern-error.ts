import { unsupportedReason } from "../../../query-error";

/** The error of Trino for a pattern or a replacement that it does not take. */
export function invalidPattern(reason: string): Error {
  return new Error(`INVALID_FUNCTION_ARGUMENT: ${reason}`);
}

/** The error for a construct of which JavaScript's answer is not known to be Trino's. */
export function unsupportedInPattern(construct: string): Error {
  return new Error(`NOT_SUPPORTED: ${unsupportedReason(`${construct} in a regular expression`)}`);
}
