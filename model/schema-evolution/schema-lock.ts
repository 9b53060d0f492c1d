import type { ColumnType, Columns } from "../dataset/column-type";
import type { Dataset } from "../dataset/dataset";
import { glueType } from "../dataset/glue-type";
import { jsonKeys } from "../dataset/json-keys";
import { environmentPartitionsOf } from "./environment-partitions";
import type { EnvironmentPartitions, PartitioningEnvironment } from "./environment-partitions";
import { renamedFields } from "./iceberg/renamed-fields";
import type { RenamedFields } from "./iceberg/renamed-fields";
import type { LockedFieldIds } from "./iceberg/field-ids";
import type { LockedFields, LockedType } from "./locked-type";
import { partitionKeysOf } from "../dataset/partition-keys";
import type { PartitionKey } from "../dataset/partition-keys";
import type { StorageFormat } from "../dataset/storage-format";

/** A partition key in a lock: the Glue name of a type, or the event field that it has the value of. */
export type LockedPartitionKey =
  string | { readonly field: string; readonly values?: readonly string[] };

/** Partition keys by name, in order. */
export interface LockedPartitionKeys {
  readonly [name: string]: LockedPartitionKey;
}

/** The schema with which objects in the lake were written. */
export interface PublishedSchema {
  /** @default "parquet" */
  readonly storage?: StorageFormat | undefined;
  readonly columns: LockedFields;
  /**
   * Keys of events that columns are read from, by column.
   *
   * @default - every column is read from the key of its name
   */
  readonly jsonKeys?: Readonly<Record<string, string>> | undefined;
  /**
   * Earlier names of columns and fields of an Iceberg table, as the dataset declares them.
   *
   * @default - none was renamed
   */
  readonly renamedFrom?: RenamedFields | undefined;
  /** Where a crawler registers partitions. */
  readonly partitionKeys: LockedPartitionKeys;
  /**
   * Partitions by the time of arrival in each environment.
   *
   * @default - those of `partitionKeys`
   */
  readonly environments?: EnvironmentPartitions | undefined;
}

/** A breaking change that was accepted. */
export interface AcceptedChange {
  /** Version of the schema after the change; the change is accepted for this version only. */
  readonly version: number;
  /** The change, exactly as the gate reports it. */
  readonly change: string;
  /** Why it is acceptable. */
  readonly reason: string;
}

/** The published schema of a dataset, as committed in `config/datasets/<name>.lock.json`. */
export interface SchemaLock extends PublishedSchema {
  /** Name of the dataset. */
  readonly dataset: string;
  /** 1 for the first schema, one more with each change. */
  readonly version: number;
  /** Ids of the columns and fields of an Iceberg table. @default - it is another table */
  readonly fieldIds?: LockedFieldIds | undefined;
  readonly accepted: readonly AcceptedChange[];
}

/**
 * The schema that a dataset declares.
 *
 * @param environments @default - a schema without environments
 */
export function schemaOf(
  dataset: Dataset,
  environments?: readonly PartitioningEnvironment[],
): PublishedSchema {
  const isIceberg = dataset.storage === "iceberg";
  return {
    ...(isIceberg
      ? { storage: "iceberg", renamedFrom: renamedFields(dataset.columns) }
      : environments === undefined
        ? {}
        : { environments: environmentPartitionsOf(dataset, environments) }),
    columns: lockFields(dataset.columns),
    jsonKeys: lockKeys(dataset.columns),
    partitionKeys: Object.fromEntries(
      partitionKeysOf(dataset).map((key) => [key.name, lockPartitionKey(key)]),
    ),
  };
}

/** A lock as committed: deterministic text with a line for each column and field. */
export function renderLock(lock: SchemaLock): string {
  const { dataset, version, storage, columns, jsonKeys, renamedFrom, fieldIds } = lock;
  const ordered = {
    ...{ dataset, version, storage, columns, jsonKeys, renamedFrom, fieldIds },
    partitionKeys: lock.partitionKeys,
    environments: lock.environments,
    accepted: lock.accepted,
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function lockPartitionKey(key: PartitionKey): LockedPartitionKey {
  if (key.kind !== "field") return key.type;
  return { field: key.path, ...(key.values === undefined ? {} : { values: key.values }) };
}

function lockKeys(columns: Columns): Readonly<Record<string, string>> | undefined {
  const keys = jsonKeys(columns);
  return Object.keys(keys).length === 0 ? undefined : keys;
}

function lockFields(columns: Columns): LockedFields {
  return Object.fromEntries(
    Object.entries(columns).map(([name, type]) => [name, lockType(type)] as const),
  );
}

function lockType(type: ColumnType): LockedType {
  switch (type.kind) {
    case "array":
      return { array: lockType(type.element) };
    case "map":
      return { map: { key: type.key.kind, value: lockType(type.value) } };
    case "struct":
      return { struct: lockFields(type.fields) };
    default:
      return glueType(type);
  }
}
