import { UserError } from "../../errors/user-error";
import { changeText } from "../../model/schema-evolution/schema-changes";
import { checkSchemaLocks } from "../../model/schema-evolution/schema-gate";
import type { LockState } from "../../model/schema-evolution/schema-gate";
import { readLockFiles } from "../../model/schema-evolution/schema-lock-files";
import { projectDatasets } from "../dataset/project-datasets";
import type { IcebergLock } from "./plan-evolution";

/** What to do about a dataset whose lock is not as it is. */
export const LOCK_ADVICE =
  "Lock it, since the lock has the ids of the fields: npx lake dataset lock";

/**
 * The locks of datasets with Iceberg tables, by name; without those that have none.
 *
 * @param names of such datasets
 * @throws UserError if a lock can't be read, or is not that of its dataset
 */
export function readIcebergLocks(
  names: readonly string[],
  { datasets, folder } = projectDatasets,
): ReadonlyMap<string, IcebergLock> {
  const meant = datasets.filter(({ name }) => names.includes(name));
  // What of other datasets is invalid, `lake dataset lock` and every deployment report.
  const files = readLockFiles(folder).filter(({ path }) =>
    meant.some(({ name }) => path.endsWith(`/${name}.lock.json`)),
  );
  const { violations, states } = checkSchemaLocks(meant, files);
  const problems = [...violations, ...states.flatMap(pendingChanges)];
  if (problems.length > 0) throw new UserError(problems, LOCK_ADVICE);
  return new Map(
    states.flatMap(({ dataset, lock }) =>
      lock?.fieldIds === undefined
        ? []
        : [[dataset.name, { ...lock, fieldIds: lock.fieldIds }] as const],
    ),
  );
}

function pendingChanges({ dataset, changes }: LockState): string[] {
  const pending = changes.filter(({ verdict }) => verdict !== "breaking");
  if (pending.length === 0) return [];
  const texts = pending.map(changeText).join("; ");
  return [`${dataset.name} has changes that are not in its lock yet: ${texts}.`];
}
