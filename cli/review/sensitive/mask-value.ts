import { isRecord } from "../../../errors/is-record";
import type { KnownSecrets } from "./known-secrets";
import { markAt } from "./sensitive-marks";
import type { SensitiveMark } from "./sensitive-marks";

/** What stands for a sensitive value. */
export const SENSITIVE = "(sensitive)";
/** What stands for a sensitive value that differs from the one before, so that the change is still one. */
export const SENSITIVE_CHANGED = "(sensitive, changed)";

/** Whether a value, or a part of it, stands for a sensitive one. */
export function containsMasked(value: unknown): boolean {
  if (value === SENSITIVE || value === SENSITIVE_CHANGED) return true;
  return (Array.isArray(value) || isRecord(value)) && Object.values(value).some(containsMasked);
}

/**
 * A value without what is sensitive in it.
 *
 * @param secrets that are hidden wherever they are. @default - what is marked is hidden
 * @param before the value before the change. @default - there is no change
 */
export function maskValue(
  value: unknown,
  mark: SensitiveMark,
  secrets?: KnownSecrets,
  before?: unknown,
): unknown {
  // That an argument is not set is no secret, and rules need to know it.
  if (value === null || value === undefined) return value;
  if (mark === true || (typeof value === "string" && secrets?.isIn(value) === true)) {
    const isSame = before === undefined || before === null || sameJson(value, before);
    return isSame ? SENSITIVE : SENSITIVE_CHANGED;
  }
  if (Array.isArray(value)) {
    const was: readonly unknown[] = Array.isArray(before) ? before : [];
    return (value as readonly unknown[]).map((each, index) =>
      maskValue(each, markAt(mark, index), secrets, was[index]),
    );
  }
  if (!isRecord(value)) return value;
  const was = isRecord(before) ? before : {};
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      maskValue(each, markAt(mark, key), secrets, was[key]),
    ]),
  );
}

/** Remembers the sensitive texts of a value. */
export function rememberSecrets(value: unknown, mark: SensitiveMark, secrets: KnownSecrets): void {
  if (mark === undefined) return;
  if (mark === true) secrets.add(value);
  else if (Array.isArray(value)) {
    for (const each of value as readonly unknown[]) {
      rememberSecrets(each, mark.ofElements, secrets);
    }
  } else if (isRecord(value)) {
    for (const [key, each] of Object.entries(value)) {
      rememberSecrets(each, markAt(mark, key), secrets);
    }
  }
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
