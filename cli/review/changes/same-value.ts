import { isRecord } from "../../../errors/is-record";

/** An empty list, string or block is the same to AWS as none, and the provider exchanges them freely. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (isEmptyValue(a) && isEmptyValue(b)) return true;
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Whether a value says nothing. */
export function isEmptyValue(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}
