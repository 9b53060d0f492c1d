import { newFieldIds, nextFieldIds } from "./iceberg/field-ids";
import type { LockedFieldIds } from "./iceberg/field-ids";
import type { LockState } from "./schema-gate";
import type { PublishedSchema, SchemaLock } from "./schema-lock";

/** The lock that a dataset should have: the same when nothing has changed, otherwise the next version. */
export function nextLock({ dataset, declared, lock, changes }: LockState): SchemaLock {
  if (lock === undefined) {
    return {
      dataset: dataset.name,
      version: 1,
      ...declared,
      fieldIds: fieldIdsOf(declared),
      accepted: [],
    };
  }
  if (changes.length === 0) return lock;
  return { ...lock, version: lock.version + 1, ...declared, fieldIds: fieldIdsOf(declared, lock) };
}

/** Ids of an Iceberg table; undefined of another one. */
function fieldIdsOf(declared: PublishedSchema, lock?: SchemaLock): LockedFieldIds | undefined {
  if (declared.storage !== "iceberg") return undefined;
  const published = lock?.fieldIds;
  return lock === undefined || published === undefined
    ? newFieldIds(declared.columns)
    : nextFieldIds({ ...lock, fieldIds: published }, declared);
}
