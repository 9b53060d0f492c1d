import { isRecord } from "../../../errors/is-record";

/** Names of the parts of objects and lists, each once; of a list its indexes. */
export function keysOf(...values: readonly unknown[]): string[] {
  const keys = values.flatMap((value) =>
    isRecord(value) || Array.isArray(value) ? Object.keys(value) : [],
  );
  return [...new Set(keys)];
}

/** A part of an object or a list; undefined if it has none of this name. */
export function child(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[])[Number(key)];
  return isRecord(value) ? value[key] : undefined;
}

/** Whether a mark, as in `after_unknown` or `after_sensitive`, is set on a value or on a part of it. */
export function isMarkedAnywhere(mark: unknown): boolean {
  if (mark === true) return true;
  return (isRecord(mark) || Array.isArray(mark)) && Object.values(mark).some(isMarkedAnywhere);
}
