import { isRecord } from "../../../errors/is-record";
import type { PlannedChange } from "../../terraform/plan/terraform-plan";
import { isEmptyValue, sameValue } from "./same-value";

/** One argument that a plan changes. */
export interface AttributeChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const MAX_LENGTH = 80;
const SECRET = "(sensitive)";
const UNKNOWN = "(known after apply)";
/** Arguments that often contain secrets although they are not marked as sensitive, and those that are not informative. */
const hidden = /^environment\b.*\bvariables\b/;
const uninformative = /^(tags_all|id|arn|last_modified|qualified_|version$|source_code_size)/;

/** The changed arguments without secrets: sensitive values are masked. */
export function attributeChanges(change: PlannedChange): AttributeChange[] {
  const { before, after, after_unknown, before_sensitive, after_sensitive } = change;
  if (before === null || after === null) return [];
  const changes: AttributeChange[] = [];
  compare(
    "",
    { value: before, sensitive: before_sensitive },
    { value: after, sensitive: after_sensitive, unknown: after_unknown },
    changes,
  );
  return changes.filter(({ path }) => !uninformative.test(path));
}

interface Side {
  readonly value: unknown;
  readonly sensitive?: unknown;
  readonly unknown?: unknown;
}

function compare(path: string, before: Side, after: Side, changes: AttributeChange[]): void {
  if (after.unknown !== true && sameValue(before.value, after.value) && !anyUnknown(after.unknown))
    return;
  const nested = [before, after].every(
    ({ value, sensitive, unknown }) =>
      sensitive !== true && unknown !== true && (isRecord(value) || Array.isArray(value)),
  );
  if (nested) {
    for (const key of keysOf(before.value, after.value, after.unknown)) {
      compare(path === "" ? key : `${path}.${key}`, at(before, key), at(after, key), changes);
    }
    return;
  }
  // An unset value that becomes known only after apply is no change that a reviewer can assess.
  if (after.unknown === true && isEmptyValue(before.value)) return;
  const secret = hidden.test(path);
  changes.push({
    path,
    before: show(before, secret),
    after: after.unknown === true ? UNKNOWN : show(after, secret),
  });
}

function keysOf(...values: readonly unknown[]): string[] {
  const keys = values.flatMap((value) =>
    isRecord(value) || Array.isArray(value) ? Object.keys(value) : [],
  );
  return [...new Set(keys)];
}

function at({ value, sensitive, unknown }: Side, key: string): Side {
  return {
    value: child(value, key),
    sensitive: inherit(sensitive, key),
    unknown: inherit(unknown, key),
  };
}

function inherit(mark: unknown, key: string): unknown {
  return mark === true ? true : child(mark, key);
}

function child(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[])[Number(key)];
  return isRecord(value) ? value[key] : undefined;
}

function anyUnknown(mark: unknown): boolean {
  if (mark === true) return true;
  return (isRecord(mark) || Array.isArray(mark)) && Object.values(mark).some(anyUnknown);
}

function show({ value, sensitive }: Side, secret: boolean): string {
  if (sensitive !== undefined && marksAny(sensitive)) return SECRET;
  if (isEmptyValue(value)) return "(unset)";
  if (secret) return "(hidden)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function marksAny(mark: unknown): boolean {
  return (
    mark === true || ((isRecord(mark) || Array.isArray(mark)) && Object.values(mark).some(marksAny))
  );
}
