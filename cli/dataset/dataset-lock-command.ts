import { UserError } from "../../errors/user-error";
import { readDatasetLocks } from "./dataset-locks";
import type { DatasetLock, DatasetLocksProps } from "./dataset-locks";
import { projectDatasets } from "./project-datasets";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";

/**
 * `lake dataset lock [--check]`: updates the committed locks, and shows what changed.
 *
 * @param props @default - the project's datasets and their locks
 * @throws UserError if a change is breaking and not accepted, or with `check` if a lock is out of date
 */
export async function datasetLockCommand(
  output: Output,
  options: { readonly check: boolean },
  props: DatasetLocksProps = projectDatasets,
): Promise<void> {
  const { locks, violations, write } = readDatasetLocks(props);
  const outdated = locks.filter(({ lockedVersion, version }) => lockedVersion !== version);
  const written = violations.length === 0 && !options.check && outdated.length > 0;
  if (written) await write();
  const failure =
    violations.length > 0 ? notLocked(violations) : options.check ? outOfDate(outdated) : undefined;
  output.result({ written, locks }, () => renderLocks(locks, written), failure);
  if (failure !== undefined) throw failure;
}

function notLocked(violations: readonly string[]): UserError {
  return new UserError(
    ["Nothing was locked:", ...violations],
    "docs/data/schema-evolution.md lists every kind of change and what to do about it.",
  );
}

function outOfDate(outdated: readonly DatasetLock[]): UserError | undefined {
  if (outdated.length === 0) return undefined;
  return new UserError(
    `Out of date: ${outdated.map(({ file }) => file).join(", ")}`,
    "Run `npx lake dataset lock` and commit what it writes.",
  );
}

function renderLocks(locks: readonly DatasetLock[], written: boolean): string {
  const rows = locks.flatMap(({ dataset, lockedVersion, version, schema, changes }) => {
    const head = [dataset, lockedVersion, version, schema] as const;
    if (lockedVersion === null) return [[...head, "first schema", "compatible"]];
    if (changes.length === 0) return [[...head, "none", null]];
    return changes.map(({ change, verdict }) => [...head, change, verdict]);
  });
  const table = renderTable(["dataset", "locked", "version", "schema", "change", "verdict"], rows);
  const files = locks
    .filter(({ lockedVersion, version }) => lockedVersion !== version)
    .map(({ file }) => `written: ${file}`);
  // The effects of accepted changes are shown again when they are locked.
  const effects = locks.flatMap(({ dataset, changes }) =>
    changes
      .filter(({ verdict }) => verdict === "accepted")
      .map(({ change, effect }) => `accepted: ${dataset}.${change}: ${effect}`),
  );
  return [table, ...effects, ...(written ? files : [])].join("\n");
}
