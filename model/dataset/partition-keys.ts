import type { Dataset } from "./dataset";

/** One level of a table's partitions by the time of arrival. */
export interface TimeKey {
  readonly kind: "time";
  readonly name: string;
  readonly type: "bigint";
  readonly comment: string;
  /** Width of the number in a folder's name. */
  readonly digits: number;
  /** Java `DateTimeFormatter` pattern that makes the number of an instant. */
  readonly pattern: string;
  /**
   * Least and greatest number.
   *
   * @default - the environment's choice
   */
  readonly range?: { readonly min: number; readonly max: number };
}

/** One level of a table's partitions by a field of the event. */
export interface FieldKey {
  readonly kind: "field";
  readonly name: string;
  readonly type: "string";
  readonly comment: string;
  /** Dotted path of the field. */
  readonly path: string;
  /** @default - any */
  readonly values?: readonly string[] | undefined;
}

/** One level of a table's partitions. */
export type PartitionKey = TimeKey | FieldKey;

const time = { kind: "time", type: "bigint" } as const;

/**
 * Keys of the hour of arrival, coarse to fine.
 *
 * The year's pattern is `yyyy` and never `YYYY`: that is the year of the week, by which the last days of December belong
 * to the next year.
 */
export const timeKeys: readonly TimeKey[] = [
  { ...time, name: "year", comment: "Year of arrival, in UTC.", digits: 4, pattern: "yyyy" },
  {
    ...time,
    name: "month",
    comment: "Month of arrival, 1 to 12.",
    digits: 2,
    pattern: "MM",
    range: { min: 1, max: 12 },
  },
  {
    ...time,
    name: "day",
    comment: "Day of arrival, 1 to 31.",
    digits: 2,
    pattern: "dd",
    range: { min: 1, max: 31 },
  },
  {
    ...time,
    name: "hour",
    comment: "Hour of arrival, 0 to 23.",
    digits: 2,
    pattern: "HH",
    range: { min: 0, max: 23 },
  },
];

/** What a dataset says of its partitions. */
export type PartitioningOptions = Pick<Dataset, "partitionGranularity" | "partitionBy">;

/** A dataset's keys of the time of arrival, coarse to fine. */
export function timeKeysOf({ partitionGranularity = "hour" }: PartitioningOptions): TimeKey[] {
  return timeKeys.filter(({ name }) => partitionGranularity === "hour" || name !== "hour");
}

/** A dataset's keys of fields of the event. */
export function fieldKeysOf({ partitionBy = [] }: PartitioningOptions): FieldKey[] {
  return partitionBy.map(({ name, path, values }) => ({
    kind: "field",
    type: "string",
    name,
    comment: `Folder of the value of ${path}.`,
    path,
    values,
  }));
}

/**
 * Partition keys of a dataset's table, in the order of its folders: those of time first, so that what is new lies
 * together whatever its values are.
 */
export function partitionKeysOf(dataset: PartitioningOptions): PartitionKey[] {
  return [...timeKeysOf(dataset), ...fieldKeysOf(dataset)];
}
