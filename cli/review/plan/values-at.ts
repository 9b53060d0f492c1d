import { isRecord } from "../../../errors/is-record";
import { isMarkedAnywhere } from "./nested-values";

/**
 * Values at a path, from every element of the lists on the way: `ingress.cidr_blocks` gives the ranges of all rules. Nothing
 * for what is missing, null or empty.
 */
export function valuesAt(values: unknown, path: string): unknown[] {
  let found: unknown[] = flattened(values);
  for (const name of path.split(".")) {
    found = found.flatMap((each) => (isRecord(each) ? flattened(each[name]) : []));
  }
  return found;
}

/** The first value at a path. */
export function valueAt(values: unknown, path: string): unknown {
  return valuesAt(values, path)[0];
}

/** Strings at a path; numbers and booleans as text. */
export function textsAt(values: unknown, path: string): string[] {
  return valuesAt(values, path).flatMap((each) =>
    typeof each === "string"
      ? [each]
      : typeof each === "number" || typeof each === "boolean"
        ? [String(each)]
        : [],
  );
}

/** Whether a path, or a part of it, is known only after apply, by the marks in `after_unknown`. */
export function isUnknownAt(marks: unknown, path: string): boolean {
  let found: unknown[] = flattened(marks);
  for (const name of path.split(".")) {
    if (found.includes(true)) return true;
    found = found.flatMap((each) => (isRecord(each) ? flattened(each[name]) : []));
  }
  return found.some(isMarkedAnywhere);
}

function flattened(value: unknown): unknown[] {
  if (value === undefined || value === null || value === "") return [];
  return Array.isArray(value) ? value.flatMap(flattened) : [value];
}
