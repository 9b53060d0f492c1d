import { datasets } from "../../../config/datasets";
import { UserError } from "../../../errors/user-error";
import { newFieldIds } from "../../../model/schema-evolution/iceberg/field-ids";
import { schemaOf } from "../../../model/schema-evolution/schema-lock";
import { readDeployedSchema } from "../../evolve/deployed-schema";
import { evolveTables } from "../../evolve/evolve-command";
import type { DueTable } from "../../evolve/evolve-command";
import { readEvolution, tableOf } from "../../evolve/evolve-table";
import { fieldChanges } from "../../evolve/field-changes";
import { readIcebergLocks } from "../../evolve/iceberg-locks";
import { icebergFields } from "../../evolve/locked-schema";
import type { IcebergLock } from "../../evolve/plan-evolution";
import { LOCAL } from "../../target/local-emulator";
import { resolveTargets } from "../../target/target";
import type { Target } from "../../target/target";
import type { Output } from "../../terminal/output";

/**
 * Gives the deployed Iceberg tables of the stack `local` the schemas of their locks. Tables that are not deployed yet are
 * passed over.
 *
 * @throws UserError as `lake evolve` does, and for a table that can't evolve since its dataset has no lock
 */
export async function evolveDeployedTables(output: Output): Promise<void> {
  const names = datasets.flatMap(({ name, storage }) => (storage === "iceberg" ? name : []));
  if (names.length === 0) return;
  const locks = readIcebergLocks(names);
  const targets = (await resolveTargets(LOCAL)).filter(({ dataset }) =>
    names.includes(dataset.name),
  );
  const due = await Promise.all(
    targets.map((target) => dueTable(target, locks.get(target.dataset.name))),
  );
  for (const { target, evolution } of due.flat()) {
    for (const { change } of evolution.changes) output.note(`${target.dataset.name}: ${change}`);
  }
  await evolveTables(output, due.flat(), {});
}

async function dueTable(target: Target, lock: IcebergLock | undefined): Promise<DueTable[]> {
  if (lock === undefined) {
    await requireUnchanged(target);
    return [];
  }
  const evolution = await readEvolution(target, lock);
  return evolution === undefined || evolution.changes.length === 0
    ? []
    : [{ target, lock, evolution }];
}

/** Without a lock, nothing tells which field became which. */
async function requireUnchanged(target: Target): Promise<void> {
  const deployed = await readDeployedSchema(target);
  const { columns } = schemaOf(target.dataset);
  const declared = icebergFields({ columns, current: newFieldIds(columns).current });
  const changes = fieldChanges(deployed?.fields ?? declared, declared).filter(
    ({ kind }) => kind !== "described",
  );
  if (changes.length === 0) return;
  throw new UserError(
    `${target.dataset.name} has changed since ${tableOf(target)} was deployed, and has no lock: ${changes.map(({ change }) => change).join("; ")}.`,
    "Restore the columns that it was deployed with, and lock them: npx lake dataset lock. Then change and lock them again.",
  );
}
