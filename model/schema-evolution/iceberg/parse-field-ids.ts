import { isRecord } from "../../../errors/is-record";
import type { LockedFields } from "../locked-type";
import { newFieldIds } from "./field-ids";
import type { LockedFieldIds } from "./field-ids";

/**
 * Whether ids in a lock are those of its columns, in its version and all earlier ones: one for each column and nested
 * field, none twice, none above the last.
 *
 * @param isFields whether a value has the form of columns in a lock
 */
export function areFieldIds(
  value: unknown,
  { version, columns }: { readonly version: number; readonly columns: LockedFields },
  isFields: (value: unknown) => value is LockedFields,
): value is LockedFieldIds {
  if (!isRecord(value)) return false;
  const { last, current, earlier = [] } = value;
  return (
    typeof last === "number" &&
    areIdsOf(columns, current, last) &&
    Array.isArray(earlier) &&
    earlier.length === version - 1 &&
    earlier.every(
      (each: unknown, index) =>
        isRecord(each) &&
        each.version === index + 1 &&
        isFields(each.columns) &&
        areIdsOf(each.columns, each.current, last),
    )
  );
}

function areIdsOf(columns: LockedFields, current: unknown, last: number): boolean {
  if (!isRecord(current)) return false;
  const ids = Object.values(current);
  const paths = Object.keys(newFieldIds(columns).current);
  return (
    ids.length === paths.length &&
    paths.every((path) => Object.hasOwn(current, path)) &&
    new Set(ids).size === ids.length &&
    ids.every((id) => typeof id === "number" && Number.isInteger(id) && id >= 1 && id <= last)
  );
}
