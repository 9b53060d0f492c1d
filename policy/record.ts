import { isRecord } from "../errors/is-record";

/** The fields of an object; no fields for any other value. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
