import { UserError } from "../../errors/user-error";
import { idsOf } from "../../local/iceberg/evolution/check-evolution";
import type { IcebergField } from "../../local/iceberg/metadata/iceberg-type";
import type { Dataset } from "../../model/dataset/dataset";
import type { LockedFieldIds, LockedVersion } from "../../model/schema-evolution/iceberg/field-ids";
import type { SchemaLock } from "../../model/schema-evolution/schema-lock";
import type { DeployedSchema } from "./deployed-schema";
import { fieldChanges } from "./field-changes";
import type { FieldChange } from "./field-changes";
import { icebergFields } from "./locked-schema";

/** The lock of a dataset with an Iceberg table. */
export interface IcebergLock extends SchemaLock {
  readonly fieldIds: LockedFieldIds;
}

/** What a deployed table has, and what its lock says. */
export interface Evolution {
  readonly deployedVersion: number;
  readonly lockedVersion: number;
  /** Empty if the table is as it should be. */
  readonly changes: readonly FieldChange[];
  /** All columns as they should be. */
  readonly fields: readonly IcebergField[];
}

/**
 * Compares a deployed table with the lock of its dataset.
 *
 * @param table its name, for messages
 * @throws UserError if the table has a schema that no version of the lock has, or has given an id that the lock gives to
 *   another field
 */
export function planEvolution(
  table: string,
  { fields: deployed, lastColumnId }: DeployedSchema,
  lock: IcebergLock,
  dataset: Dataset,
): Evolution {
  const { version, columns, fieldIds } = lock;
  const { current, earlier = [] } = fieldIds;
  const newest = { version, columns, current };
  // The same schema may have had two versions: what is renamed, and renamed back.
  const versions = [newest, ...[...earlier].reverse()].map((each) => ({
    version: each.version,
    differences: differences(each, deployed),
  }));
  const found = versions.find(({ differences: all }) => all.length === 0);
  if (found === undefined) throw foreignSchema(table, versions);
  const fields = icebergFields(newest, dataset);
  const present = new Set(deployed.flatMap(idsOf));
  const reused = fields.flatMap(idsOf).filter((id) => id <= lastColumnId && !present.has(id));
  if (reused.length > 0) throw reusedIds(table, reused, lastColumnId, lock);
  return {
    deployedVersion: found.version,
    lockedVersion: version,
    changes: fieldChanges(deployed, fields),
    fields,
  };
}

/** What a table has that a version of the lock has not, but for descriptions, which a lock does not have. */
function differences(version: LockedVersion, deployed: readonly IcebergField[]): FieldChange[] {
  return fieldChanges(icebergFields(version), deployed).filter(({ kind }) => kind !== "described");
}

function foreignSchema(
  table: string,
  versions: readonly { readonly version: number; readonly differences: readonly FieldChange[] }[],
): UserError {
  const nearest = versions.reduce((best, each) =>
    each.differences.length < best.differences.length ? each : best,
  );
  return new UserError(
    [
      `The table ${table} has a schema that no version of its lock has. Compared with version ${nearest.version}:`,
      ...nearest.differences.map(({ change }) => change),
    ],
    "It was evolved by something else, or by the lock of another branch. Undo that with Athena's ALTER TABLE, or restore that lock from git.",
  );
}

function reusedIds(
  table: string,
  ids: readonly number[],
  lastColumnId: number,
  { dataset, fieldIds }: IcebergLock,
): UserError {
  const paths = Object.entries(fieldIds.current).flatMap(([path, id]) =>
    ids.includes(id) ? [`columns.${path} (${id})`] : [],
  );
  return new UserError(
    `The table ${table} has given the ids up to ${lastColumnId} already, so that its files may have other values under those of ${paths.join(", ")}.`,
    `Restore the lock that the table was deployed with, write "last": ${lastColumnId} into its fieldIds, and lock ${dataset} again: npx lake dataset lock`,
  );
}
