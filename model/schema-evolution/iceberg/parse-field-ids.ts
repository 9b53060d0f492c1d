import { isRecord } from "../../../errors/is-record";
import type { LockedFields } from "../locked-type";
import { newFieldIds } from "./field-ids";
import type { LockedFieldIds } from "./field-ids";

/**
 * Whether ids in a lock are those of its columns: one for each column and nested field, none twice, none above the last.
 *
 * @param isFields whether a value has the form of columns in a lock
 */
export function areFieldIds(
  value: unknown,
  columns: LockedFields,
  isFields: (value: unknown) => value is LockedFields,
): value is LockedFieldIds {
  if (!isRecord(value) || !isRecord(value.current)) return false;
  const { last, current, createdWith } = value;
  if (typeof last !== "number" || (createdWith !== undefined && !isFields(createdWith))) {
    return false;
  }
  const ids = Object.values(current);
  const paths = Object.keys(newFieldIds(columns).current);
  return (
    Object.keys(current).length === paths.length &&
    paths.every((path) => Object.hasOwn(current, path)) &&
    new Set(ids).size === ids.length &&
    ids.every((id) => typeof id === "number" && Number.isInteger(id) && id >= 1 && id <= last)
  );
}
