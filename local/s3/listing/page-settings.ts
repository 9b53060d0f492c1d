import { parameterOf } from "../object-call";
import type { ObjectCall } from "../object-call";
import { invalidArgument } from "../s3-error";

/** Settings that all lists of a bucket have. */
export interface PageSettings {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** At most 1,000. */
  readonly maximum: number;
  /** Encodes keys as the caller wants them. */
  readonly encode: (key: string) => string;
  /** @default - keys are not encoded */
  readonly encodingType: "url" | undefined;
}

const MAXIMUM = 1_000;

/** @param maximumName parameter with the size of a page */
export function pageSettings(call: ObjectCall, maximumName: string): PageSettings {
  const encodingType = parameterOf(call, "encoding-type");
  if (encodingType !== undefined && encodingType !== "url") {
    throw invalidArgument(
      "Invalid Encoding Method specified in Request",
      "encoding-type",
      encodingType,
    );
  }
  return {
    prefix: parameterOf(call, "prefix") ?? "",
    delimiter: parameterOf(call, "delimiter") ?? "",
    maximum: pageSize(call, maximumName),
    encode: encodingType === undefined ? (key) => key : encodeKey,
    encodingType,
  };
}

/** @throws S3Error if it is no number from 0 */
export function pageSize(call: ObjectCall, name: string): number {
  const text = parameterOf(call, name);
  if (text === undefined) return MAXIMUM;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) {
    throw invalidArgument(
      `Argument ${name} must be an integer between 0 and 2147483647`,
      name,
      text,
    );
  }
  return Math.min(Number(text), MAXIMUM);
}

/** Slashes stay, and spaces become plus signs. */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll("%2F", "/")
    .replaceAll("%20", "+")
    .replace(/[!'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
