import type { SchemaChangeKind } from "./schema-change-rules";
import type { LockedPartitionKey, LockedPartitionKeys } from "./schema-lock";

/** A difference between published and declared partition keys, as the gate reports it. */
export interface PartitionKeyChange {
  readonly kind: SchemaChangeKind;
  readonly path: string;
  readonly what: string;
}

/** Differences of the partition keys of a dataset; if the keys themselves differ, nothing else is compared. */
export function comparePartitionKeys(
  published: LockedPartitionKeys,
  declared: LockedPartitionKeys,
): PartitionKeyChange[] {
  const [was, is] = [keysText(published), keysText(declared)];
  if (was !== is) {
    const switched = isDynamic(published) !== isDynamic(declared);
    const kind = switched
      ? "dynamic-partitioning-switched"
      : is === ""
        ? "partition-keys-removed"
        : "partition-keys-changed";
    return [{ kind, path: "partitionKeys", what: `were changed from ${was} to ${is || "none"}` }];
  }
  return Object.entries(published).flatMap(([name, before]) =>
    compareValues(`partitionKeys.${name}`, valuesOf(before), valuesOf(declared[name])),
  );
}

function compareValues(
  path: string,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): PartitionKeyChange[] {
  const [was, is] = [valuesText(before), valuesText(after)];
  if (was === is) return [];
  const kept = after === undefined || before?.every((value) => after.includes(value)) === true;
  const kind = kept ? "partition-values-widened" : "partition-values-narrowed";
  return [{ kind, path, what: `has its values changed from ${was} to ${is}` }];
}

function keysText(keys: LockedPartitionKeys): string {
  return Object.entries(keys)
    .map(([name, key]) => `${name} ${typeof key === "string" ? key : `of ${key.field}`}`)
    .join(", ");
}

function isDynamic(keys: LockedPartitionKeys): boolean {
  return Object.values(keys).some((key) => typeof key !== "string");
}

function valuesOf(key: LockedPartitionKey | undefined): readonly string[] | undefined {
  return typeof key === "object" ? key.values : undefined;
}

// Their order has no meaning.
function valuesText(values: readonly string[] | undefined): string {
  return values === undefined ? "any" : [...values].sort().join(", ");
}
