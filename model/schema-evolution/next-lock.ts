import type { LockState } from "./schema-gate";
import type { SchemaLock } from "./schema-lock";

/** The lock that a dataset should have: the same when nothing has changed, otherwise the next version. */
export function nextLock({ dataset, declared, lock, changes }: LockState): SchemaLock {
  if (lock === undefined) {
    return { dataset: dataset.name, version: 1, ...declared, accepted: [] };
  }
  return changes.length === 0 ? lock : { ...lock, version: lock.version + 1, ...declared };
}
