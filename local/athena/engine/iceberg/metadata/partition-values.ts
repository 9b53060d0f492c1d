import { identifier, join, SQL, type Sql } from "../../../../duckdb/sql";
import type { TableFile } from "../../../../iceberg/manifests/manifest";
import type { IcebergField, IcebergType } from "../../../../iceberg/metadata/iceberg-type";
import type { PartitionField, TableMetadata } from "../../../../iceberg/metadata/table-metadata";
import { decodeSingleValue, type SingleValue } from "../../../../iceberg/scan/single-value";
import { unsupported } from "../../../query-error";
import type { TrinoType } from "../../../types/trino-type";
import { mapText } from "./bound-text";
import { trinoTypeOfIceberg } from "../iceberg-column-type";
import { singleValueSql } from "../single-value-sql";

/** The partitions of a table as a column. */
export interface PartitionColumn {
  readonly type: TrinoType;
  valueOf(file: TableFile): Sql;
}

/** The partitions of a table as a row of the fields of all its specifications; undefined if it has none. */
export function partitionColumn(metadata: TableMetadata): PartitionColumn | undefined {
  const fields = new Map<number, PartitionField>();
  const specs = [...metadata.partitionSpecs].sort(([a], [b]) => a - b);
  for (const [, spec] of specs) for (const field of spec) fields.set(field.id, field);
  if (fields.size === 0) return undefined;
  const typed = [...fields.values()].map((field) => {
    const type = transformedType(metadata, field);
    const trinoType = trinoTypeOfIceberg(type);
    if (trinoType === undefined) throw unsupported(`A partition by a column of type ${type.kind}`);
    return { ...field, type, trinoType };
  });
  return {
    type: { kind: "row", fields: typed.map(({ name, trinoType }) => ({ name, type: trinoType })) },
    valueOf: ({ partition, partitionSpecId }) => {
      const spec = metadata.partitionSpecs.get(partitionSpecId) ?? [];
      const values = typed.map(({ id, name, type, trinoType }) => {
        const index = spec.findIndex((field) => field.id === id);
        const value = partitionValue(type, partition[index]);
        return SQL`${identifier(name)} := ${singleValueSql(type, trinoType, value)}`;
      });
      return SQL`struct_pack(${join(values)})`;
    },
  };
}

/** The type of a partition's values. @see https://iceberg.apache.org/spec/#partition-transforms */
export function transformedType(metadata: TableMetadata, field: PartitionField): IcebergType {
  if (/^(?:bucket\[|hour$|month$|year$)/.test(field.transform)) return { kind: "int" };
  if (field.transform === "day") return { kind: "date" };
  const source = [...metadata.schemas.values()]
    .reverse()
    .map(({ fields }) => fieldOf(fields, field.sourceId))
    .find((found) => found !== undefined);
  return source?.type ?? { kind: "string" };
}

function fieldOf(fields: readonly IcebergField[], id: number): IcebergField | undefined {
  for (const field of fields) {
    const nested = field.type.kind === "struct" ? fieldOf(field.type.fields, id) : undefined;
    if (field.id === id || nested !== undefined) return nested ?? field;
  }
  return undefined;
}

/** A partition's value as text, where months and hours are shown as such. */
export function partitionText(transform: string, type: IcebergType, value: SingleValue): string {
  const number = Number(value);
  switch (transform) {
    case "year":
      return String(1970 + number);
    case "month":
      return new Date(Date.UTC(1970, number)).toISOString().slice(0, 7);
    case "hour":
      return new Date(number * 3_600_000).toISOString().slice(0, 13).replace("T", "-");
    default:
      return mapText(type, value);
  }
}

/** A value of a partition, as Avro keeps it. */
function partitionValue(type: IcebergType, value: unknown): SingleValue | undefined {
  if (Buffer.isBuffer(value)) return decodeSingleValue(type, value);
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    return value;
  }
  return typeof value === "string" ? value : undefined;
}
