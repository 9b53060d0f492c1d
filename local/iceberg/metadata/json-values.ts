import { isRecord } from "../../../errors/is-record";
import { InvalidMetadataError } from "../iceberg-errors";

/** An object of a metadata file. @param what names it in the error @throws InvalidMetadataError */
export function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw missing("an object", value, what);
}

/** A list. @throws InvalidMetadataError */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw missing("a list", value, what);
}

/** A text. @throws InvalidMetadataError */
export function textOf(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw missing("a text", value, what);
}

/** An integer that a number of JavaScript holds. @throws InvalidMetadataError */
export function integerOf(value: unknown, what: string): number {
  if (typeof value === "bigint" && value <= Number.MAX_SAFE_INTEGER) return Number(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw missing("an integer", value, what);
}

/** An integer of 64 bits. @throws InvalidMetadataError */
export function longOf(value: unknown, what: string): bigint {
  if (typeof value === "bigint") return value;
  return BigInt(integerOf(value, what));
}

function missing(expected: string, value: unknown, what: string): InvalidMetadataError {
  const received = typeof value === "bigint" ? String(value) : JSON.stringify(value);
  const shown = (received ?? "nothing").slice(0, 80);
  return new InvalidMetadataError(`Expected ${expected} as ${what}, got ${shown}`);
}
