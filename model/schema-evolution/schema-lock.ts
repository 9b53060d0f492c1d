import type { ColumnType, Columns } from "../dataset/column-type";
import type { Dataset } from "../dataset/dataset";
import { glueType } from "../dataset/glue-type";
import { partitionKeysOf } from "../dataset/partition-keys";
import type { PartitionKey } from "../dataset/partition-keys";

/** A type in a lock: Glue's name of a type without parts, or its parts by name and in their order. */
export type LockedType =
  | string
  | { readonly array: LockedType }
  | { readonly map: { readonly key: string; readonly value: LockedType } }
  | { readonly struct: LockedFields };

/** Columns or fields of a struct by name, in their order. */
export interface LockedFields {
  readonly [name: string]: LockedType;
}

/** A partition key in a lock: Glue's name of a type, or the field of the event whose value it is. */
export type LockedPartitionKey =
  string | { readonly field: string; readonly values?: readonly string[] };

/** Partition keys by name, in their order. */
export interface LockedPartitionKeys {
  readonly [name: string]: LockedPartitionKey;
}

/** What objects in the lake were written by. */
export interface PublishedSchema {
  readonly columns: LockedFields;
  readonly partitionKeys: LockedPartitionKeys;
}

/** A breaking change that people decided to make. */
export interface AcceptedChange {
  /** Version of the schema that the change leads to; it is accepted for this step and no other. */
  readonly version: number;
  /** The change, word by word as the gate tells it. */
  readonly change: string;
  /** Why it may be made. */
  readonly reason: string;
}

/** The published schema of a dataset, as committed in `config/datasets/<name>.lock.json`. */
export interface SchemaLock extends PublishedSchema {
  /** Name of the dataset. */
  readonly dataset: string;
  /** 1 for the first schema, one more with each change. */
  readonly version: number;
  readonly accepted: readonly AcceptedChange[];
}

/** The schema that a dataset declares. */
export function schemaOf(dataset: Dataset): PublishedSchema {
  return {
    columns: lockFields(dataset.columns),
    partitionKeys: Object.fromEntries(
      partitionKeysOf(dataset).map((key) => [key.name, lockPartitionKey(key)]),
    ),
  };
}

/** The committed form of a lock: the same text for the same lock, a line for each column and field. */
export function renderLock(lock: SchemaLock): string {
  const { dataset, version, columns, partitionKeys, accepted } = lock;
  return `${JSON.stringify({ dataset, version, columns, partitionKeys, accepted }, null, 2)}\n`;
}

/** A locked type as AWS Glue spells it. */
export function lockedTypeText(type: LockedType): string {
  if (typeof type === "string") return type;
  if ("array" in type) return `array<${lockedTypeText(type.array)}>`;
  if ("map" in type) return `map<${type.map.key},${lockedTypeText(type.map.value)}>`;
  const fields = Object.entries(type.struct).map(
    ([name, field]) => `${name}:${lockedTypeText(field)}`,
  );
  return `struct<${fields.join(",")}>`;
}

function lockPartitionKey(key: PartitionKey): LockedPartitionKey {
  if (key.kind === "time") return key.type;
  return { field: key.path, ...(key.values === undefined ? {} : { values: key.values }) };
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
