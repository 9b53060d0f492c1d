import { join, literal, SQL, type Sql } from "../../../../duckdb/sql";
import type { TableFile } from "../../../../iceberg/manifests/manifest";
import type { IcebergField, IcebergType } from "../../../../iceberg/metadata/iceberg-type";
import type { LiveFiles } from "../../../../iceberg/scan/live-files";
import { decodeSingleValue } from "../../../../iceberg/scan/single-value";
import type { CatalogRows, CatalogValue } from "../../../translation/catalog-entry";
import {
  BIGINT,
  INTEGER,
  JSON_TYPE,
  type TrinoType,
  VARBINARY,
  VARCHAR,
} from "../../../types/trino-type";
import { jsonText, mapText } from "./bound-text";
import type { IcebergTable } from "../iceberg-state";
import { partitionColumn } from "./partition-values";
import { idMap } from "./sql-maps";

const CONTENTS = ["data", "position deletes", "equality deletes"];

const COUNTS: TrinoType = { kind: "map", key: INTEGER, value: BIGINT };
const BOUNDS: TrinoType = { kind: "map", key: INTEGER, value: VARCHAR };

/** A field that has values of its own, and its dotted name. */
interface Leaf {
  readonly field: IcebergField;
  readonly path: string;
}

/** The table `$files`. */
export function filesTable(
  { metadata, schema }: IcebergTable,
  { data, positionDeletes }: LiveFiles,
): CatalogRows {
  const partition = partitionColumn(metadata);
  const leaves = leavesOf(schema.fields, "").sort((a, b) => (a.path < b.path ? -1 : 1));
  const typeOf = new Map(leaves.map(({ field }) => [field.id, field.type]));
  const bounds = (known: ReadonlyMap<number, Buffer>): Sql =>
    idMap(
      [...known].flatMap(([id, bytes]): [number, string][] => {
        const type = typeOf.get(id);
        return type === undefined ? [] : [[id, mapText(type, decodeSingleValue(type, bytes))]];
      }),
      SQL`VARCHAR`,
    );
  const counts = (known: ReadonlyMap<number, bigint>): Sql => idMap(known, SQL`BIGINT`);
  const column = (name: string, type: TrinoType) => ({ name, type });
  return {
    columns: [
      column("content", INTEGER),
      column("file_path", VARCHAR),
      column("file_format", VARCHAR),
      column("spec_id", INTEGER),
      ...(partition === undefined ? [] : [column("partition", partition.type)]),
      column("record_count", BIGINT),
      column("file_size_in_bytes", BIGINT),
      column("column_sizes", COUNTS),
      column("value_counts", COUNTS),
      column("null_value_counts", COUNTS),
      column("nan_value_counts", COUNTS),
      column("lower_bounds", BOUNDS),
      column("upper_bounds", BOUNDS),
      column("key_metadata", VARBINARY),
      column("split_offsets", { kind: "array", element: BIGINT }),
      column("equality_ids", { kind: "array", element: INTEGER }),
      column("sort_order_id", INTEGER),
      column("readable_metrics", JSON_TYPE),
    ],
    rows: [...data, ...positionDeletes].map((file): CatalogValue[] => [
      String(CONTENTS.indexOf(file.content)),
      file.path,
      file.format,
      String(file.partitionSpecId),
      ...(partition === undefined ? [] : [partition.valueOf(file)]),
      String(file.recordCount),
      String(file.size),
      counts(file.columnSizes),
      counts(file.valueCounts),
      counts(file.nullCounts),
      counts(file.nanCounts),
      bounds(file.lowerBounds),
      bounds(file.upperBounds),
      null,
      integers(file.splitOffsets),
      integers(file.equalityIds),
      file.sortOrderId === undefined ? null : String(file.sortOrderId),
      readableMetrics(file, leaves),
    ]),
  };
}

function integers(values: readonly (bigint | number)[] | undefined): Sql | null {
  return values === undefined ? null : SQL`[${join(values.map((value) => literal(value)))}]`;
}

function leavesOf(fields: readonly IcebergField[], prefix: string): Leaf[] {
  return fields.flatMap((field) => {
    const path = `${prefix}${field.name}`;
    const { type } = field;
    switch (type.kind) {
      case "struct":
        return leavesOf(type.fields, `${path}.`);
      case "list":
        return leavesOf([type.element], `${path}.`);
      case "map":
        return leavesOf([type.key, type.value], `${path}.`);
      default:
        return [{ field, path }];
    }
  });
}

function readableMetrics(file: TableFile, leaves: readonly Leaf[]): string {
  const members = leaves.map(({ field: { id, type }, path }) => {
    const count = (of: ReadonlyMap<number, bigint>) => String(of.get(id) ?? null);
    const bound = (bytes: Buffer | undefined) =>
      bytes === undefined ? "null" : jsonValue(type, bytes);
    return `${JSON.stringify(path)}:{"column_size":${count(file.columnSizes)},"value_count":${count(file.valueCounts)},"null_value_count":${count(file.nullCounts)},"nan_value_count":${count(file.nanCounts)},"lower_bound":${bound(file.lowerBounds.get(id))},"upper_bound":${bound(file.upperBounds.get(id))}}`;
  });
  return `{${members.join(",")}}`;
}

/** Types whose values are no texts in JSON. */
const PLAIN: readonly IcebergType["kind"][] = ["boolean", "int", "long", "float", "double"];

function jsonValue(type: IcebergType, bytes: Buffer): string {
  const text = jsonText(type, decodeSingleValue(type, bytes));
  return PLAIN.includes(type.kind) && !/[nN]/.test(text) ? text : JSON.stringify(text);
}
