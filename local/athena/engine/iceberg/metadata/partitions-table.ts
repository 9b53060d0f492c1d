import { identifier, join, literal, SQL, type Sql } from "../../../../duckdb/sql";
import type { TableFile } from "../../../../iceberg/manifests/manifest";
import type { IcebergField } from "../../../../iceberg/metadata/iceberg-type";
import { type ColumnBounds, columnBounds } from "../../../../iceberg/scan/column-bounds";
import type { SingleValue } from "../../../../iceberg/scan/single-value";
import type { CatalogRows, CatalogValue } from "../../../translation/catalog-entry";
import { unsupported } from "../../../query-error";
import { BIGINT, type TrinoType } from "../../../types/trino-type";
import { duckDbTypeOf } from "../../../types/duckdb-type";
import { trinoTypeOfIceberg } from "../iceberg-column-type";
import type { IcebergTable } from "../iceberg-state";
import { partitionColumn } from "./partition-values";
import { singleValueSql } from "../single-value-sql";

/** The table `$partitions`: what the files of each partition have together. */
export function partitionsTable(
  { metadata, schema }: IcebergTable,
  files: readonly TableFile[],
): CatalogRows {
  const partition = partitionColumn(metadata);
  const groups = new Map<string, TableFile[]>();
  for (const file of files) {
    const key = partition?.valueOf(file).text ?? "";
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const columns = schema.fields.flatMap((field) => statisticsOf(field));
  const data: TrinoType = {
    kind: "row",
    fields: columns.map(({ field, type }) => ({ name: field.name, type: statisticsType(type) })),
  };
  return {
    columns: [
      ...(partition === undefined ? [] : [{ name: "partition", type: partition.type }]),
      ...["record_count", "file_count", "total_size"].map((name) => ({ name, type: BIGINT })),
      ...(columns.length === 0 ? [] : [{ name: "data", type: data }]),
    ],
    rows: [...groups.values()].map((group): CatalogValue[] => {
      const [first] = group;
      const statistics = columns.map(
        (column) =>
          SQL`${identifier(column.field.name)} := ${statistic(column, group, (file) => columnBounds(file, column.field, metadata.partitionSpecs.get(file.partitionSpecId) ?? []))}`,
      );
      return [
        ...(partition === undefined || first === undefined ? [] : [partition.valueOf(first)]),
        String(group.reduce((sum, { recordCount }) => sum + recordCount, 0n)),
        String(group.length),
        String(group.reduce((sum, { size }) => sum + size, 0)),
        ...(columns.length === 0 ? [] : [SQL`struct_pack(${join(statistics)})`]),
      ];
    }),
  };
}

/** A column of which there are statistics. */
interface StatisticsColumn {
  readonly field: IcebergField;
  readonly type: TrinoType;
}

/** Nested columns have none. */
function statisticsOf(field: IcebergField): StatisticsColumn[] {
  if (["list", "map", "struct"].includes(field.type.kind)) return [];
  const type = trinoTypeOfIceberg(field.type);
  if (type === undefined) {
    throw unsupported(
      `"$partitions" of a table with a column of Iceberg's type ${field.type.kind}`,
    );
  }
  return [{ field, type }];
}

function statisticsType(type: TrinoType): TrinoType {
  return {
    kind: "row",
    fields: [
      { name: "min", type },
      { name: "max", type },
      { name: "null_count", type: BIGINT },
      { name: "nan_count", type: BIGINT },
    ],
  };
}

function statistic(
  { field, type }: StatisticsColumn,
  files: readonly TableFile[],
  boundsOf: (file: TableFile) => ColumnBounds,
): Sql {
  // Where a file has no metrics of the column, there are none of the partition.
  if (files.some(({ nullCounts }) => !nullCounts.has(field.id))) return SQL`NULL`;
  const bounds = files.map(boundsOf).filter(({ mayHaveValues }) => mayHaveValues);
  const extreme = (kind: "lower" | "upper"): Sql => {
    const values = bounds.map((bound) => bound[kind]);
    const known = values.filter((value): value is SingleValue => value !== undefined);
    // A file without a bound may have any value.
    if (known.length < values.length) return singleValueSql(field.type, type, undefined);
    const list = SQL`CAST([${join(known.map((value) => singleValueSql(field.type, type, value)))}] AS ${duckDbTypeOf(type)}[])`;
    return kind === "lower" ? SQL`list_min(${list})` : SQL`list_max(${list})`;
  };
  const sum = (counts: (file: TableFile) => bigint | undefined) => {
    const known = files.map(counts);
    return literal(
      known.some((count) => count === undefined)
        ? null
        : String(known.reduce<bigint>((total, count) => total + (count ?? 0n), 0n)),
    );
  };
  return SQL`struct_pack(min := ${extreme("lower")}, max := ${extreme("upper")},
    null_count := CAST(${sum(({ nullCounts }) => nullCounts.get(field.id))} AS BIGINT),
    nan_count := CAST(${sum(({ nanCounts }) => nanCounts.get(field.id))} AS BIGINT))`;
}
