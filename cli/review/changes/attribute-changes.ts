import { isRecord } from "../../../errors/is-record";
import { child, isMarkedAnywhere, keysOf } from "../plan/nested-values";
import { SENSITIVE, containsMasked, maskValue } from "../sensitive/mask-value";
import { parseMark, unionOfMarks } from "../sensitive/sensitive-marks";
import type { PlannedChange } from "../../terraform/plan/terraform-plan";
import { isEmptyValue, sameValue } from "./same-value";

/** One argument that a plan changes. */
export interface AttributeChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const MAX_LENGTH = 80;
const UNKNOWN = "(known after apply)";
/** Arguments that often contain secrets although they are not marked as sensitive, and those that are not informative. */
const hidden = /^environment\b.*\bvariables\b/;
const uninformative = /^(tags_all|id|arn|last_modified|qualified_|version$|source_code_size)/;

/** The changed arguments without secrets: what either side marks as sensitive is masked on both. */
export function attributeChanges(change: PlannedChange): AttributeChange[] {
  const { before, after, after_unknown, before_sensitive, after_sensitive } = change;
  if (before === null || after === null) return [];
  const mark = unionOfMarks([before_sensitive, after_sensitive].map(parseMark));
  const changes: AttributeChange[] = [];
  compare(
    "",
    maskValue(before, mark),
    { value: maskValue(after, mark, undefined, before), unknown: after_unknown },
    changes,
  );
  return changes.filter(({ path }) => !uninformative.test(path));
}

interface After {
  readonly value: unknown;
  readonly unknown?: unknown;
}

function compare(path: string, before: unknown, after: After, changes: AttributeChange[]): void {
  if (after.unknown !== true && sameValue(before, after.value) && !isMarkedAnywhere(after.unknown))
    return;
  const nested =
    after.unknown !== true &&
    [before, after.value].every((value) => isRecord(value) || Array.isArray(value));
  if (nested) {
    for (const key of keysOf(before, after.value, after.unknown)) {
      const at = { value: child(after.value, key), unknown: child(after.unknown, key) };
      compare(path === "" ? key : `${path}.${key}`, child(before, key), at, changes);
    }
    return;
  }
  // An unset value that becomes known only after apply is no change that a reviewer can assess.
  if (after.unknown === true && isEmptyValue(before)) return;
  const secret = hidden.test(path);
  changes.push({
    path,
    before: show(before, secret),
    after: after.unknown === true ? UNKNOWN : show(after.value, secret),
  });
}

function show(value: unknown, secret: boolean): string {
  if (containsMasked(value)) return SENSITIVE;
  if (isEmptyValue(value)) return "(unset)";
  if (secret) return "(hidden)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
