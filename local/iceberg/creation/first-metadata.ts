import { randomUUID } from "node:crypto";

import type { IcebergField } from "../metadata/iceberg-type";
import { fieldJson } from "../metadata/schema-json";

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
