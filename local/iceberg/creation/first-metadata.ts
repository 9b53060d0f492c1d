import { randomUUID } from "node:crypto";

import type { IcebergField, IcebergType } from "../metadata/iceberg-type";

/** Partition fields are numbered from 1000. */
const LAST_PARTITION_ID = 999;

/** What a new table has. */
export interface NewTable {
  /** URI of the table's folder. */
  readonly location: string;
  readonly formatVersion: 1 | 2;
  readonly fields: readonly IcebergField[];
  readonly properties: Readonly<Record<string, string>>;
}

/** The metadata of a table without data, and the name of its file in the table's folder. */
export function firstMetadata(
  { fields, formatVersion, location, properties }: NewTable,
  now: Date,
): { readonly name: string; readonly text: string } {
  const schema = { type: "struct", "schema-id": 0, fields: fields.map(fieldJson) };
  const isFirst = formatVersion === 1;
  const metadata = {
    "format-version": formatVersion,
    "table-uuid": randomUUID(),
    location,
    ...(isFirst ? {} : { "last-sequence-number": 0 }),
    "last-updated-ms": now.getTime(),
    "last-column-id": Math.max(0, ...fields.map(lastId)),
    ...(isFirst ? { schema, "partition-spec": [] } : {}),
    "current-schema-id": 0,
    schemas: [schema],
    "default-spec-id": 0,
    "partition-specs": [{ "spec-id": 0, fields: [] }],
    "last-partition-id": LAST_PARTITION_ID,
    "default-sort-order-id": 0,
    "sort-orders": [{ "order-id": 0, fields: [] }],
    properties,
    "current-snapshot-id": -1,
    refs: {},
    snapshots: [],
    "snapshot-log": [],
    "metadata-log": [],
  };
  return {
    name: `metadata/00000-${randomUUID()}.metadata.json`,
    text: JSON.stringify(metadata),
  };
}

function fieldJson({ id, name, required, type, doc }: IcebergField): object {
  return { id, name, required, type: typeJson(type), ...(doc === undefined ? {} : { doc }) };
}

function typeJson(type: IcebergType): unknown {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "fixed":
      return `fixed[${type.length}]`;
    case "struct":
      return { type: "struct", fields: type.fields.map(fieldJson) };
    case "list":
      return {
        type: "list",
        "element-id": type.element.id,
        element: typeJson(type.element.type),
        "element-required": type.element.required,
      };
    case "map":
      return {
        type: "map",
        "key-id": type.key.id,
        key: typeJson(type.key.type),
        "value-id": type.value.id,
        value: typeJson(type.value.type),
        "value-required": type.value.required,
      };
    default:
      return type.kind;
  }
}

/** The largest id of a field and what is nested in it. */
function lastId({ id, type }: IcebergField): number {
  switch (type.kind) {
    case "struct":
      return Math.max(id, ...type.fields.map(lastId));
    case "list":
      return Math.max(id, lastId(type.element));
    case "map":
      return Math.max(id, lastId(type.key), lastId(type.value));
    default:
      return id;
  }
}
