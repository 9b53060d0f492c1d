import type { TableFile } from "../manifests/manifest";
import type { IcebergField } from "../metadata/iceberg-type";
import type { PartitionField } from "../metadata/table-metadata";
import { decodeSingleValue, type SingleValue } from "./single-value";

const MICROSECONDS_PER_HOUR = 3_600_000_000n;
const MICROSECONDS_PER_DAY = 24n * MICROSECONDS_PER_HOUR;

/** What is known of a column's values in a file. */
export interface ColumnBounds {
  /** A value that none is below; undefined if it is not known. */
  readonly lower: SingleValue | undefined;
  /** A value that none is above; undefined if it is not known. */
  readonly upper: SingleValue | undefined;
  /** Whether the column may have values that are not null. */
  readonly mayHaveValues: boolean;
  readonly mayHaveNulls: boolean;
}

/**
 * The bounds of a column in a file, from its metrics, or else from the partition that it is in.
 *
 * @param partitionFields the specification of the file's partition
 */
export function columnBounds(
  file: TableFile,
  field: IcebergField,
  partitionFields: readonly PartitionField[],
): ColumnBounds {
  const bound = (bytes: Buffer | undefined) =>
    bytes === undefined ? undefined : known(decodeSingleValue(field.type, bytes));
  const inPartition = partitionBounds(file, field, partitionFields);
  const values = file.valueCounts.get(field.id);
  const nulls = file.nullCounts.get(field.id);
  return {
    lower: bound(file.lowerBounds.get(field.id)) ?? inPartition?.lower,
    upper: bound(file.upperBounds.get(field.id)) ?? inPartition?.upper,
    mayHaveValues: values === undefined || nulls === undefined || nulls < values,
    mayHaveNulls: nulls === undefined || nulls > 0n,
  };
}

/** NaN is no bound. */
function known(value: SingleValue): SingleValue | undefined {
  return Number.isNaN(value) ? undefined : value;
}

/** The bounds that a column has in all of a partition. */
function partitionBounds(
  { partition }: TableFile,
  { id, type }: IcebergField,
  partitionFields: readonly PartitionField[],
): { readonly lower: SingleValue; readonly upper: SingleValue } | undefined {
  for (const [index, { sourceId, transform }] of partitionFields.entries()) {
    const value = partition[index];
    if (sourceId !== id || (typeof value !== "number" && typeof value !== "bigint")) continue;
    const isInstant = type.kind === "timestamp" || type.kind === "timestamptz";
    const unit =
      transform === "hour"
        ? MICROSECONDS_PER_HOUR
        : transform === "day"
          ? MICROSECONDS_PER_DAY
          : undefined;
    if (isInstant && unit !== undefined) {
      const start = BigInt(value) * unit;
      return { lower: start, upper: start + unit - 1n };
    }
    const isInteger = type.kind === "int" || type.kind === "long" || type.kind === "date";
    if (transform === "identity" && (isInteger || isInstant)) {
      return { lower: BigInt(value), upper: BigInt(value) };
    }
  }
  return undefined;
}
