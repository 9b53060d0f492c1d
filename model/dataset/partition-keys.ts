import type { PartitionSettings } from "../environment/settings/partition-settings";
import type { Dataset } from "./dataset";
import { datasetDefaultOf } from "./dataset-defaults";
import type { PartitionGranularity } from "./partition-by";

/** A partition key of the time of arrival. */
export interface TimeKey {
  readonly kind: "time";
  readonly name: string;
  readonly type: "bigint";
  readonly comment: string;
  /** Digits of the number in a prefix, with leading zeros. */
  readonly digits: number;
  /** Java `DateTimeFormatter` pattern that formats the number. */
  readonly pattern: string;
  /**
   * Smallest and largest number.
   *
   * @default - set by the environment
   */
  readonly range?: { readonly min: number; readonly max: number };
}

/** The partition key of the time of arrival of a projected table. Its values sort by time. */
export interface DateKey {
  readonly kind: "date";
  readonly name: "arrival_date" | "arrival_hour";
  readonly type: "string";
  readonly comment: string;
  /** Java `DateTimeFormatter` pattern that formats the value. */
  readonly pattern: string;
  /** Step between two values. */
  readonly unit: "DAYS" | "HOURS";
}

/** A partition key of the time of arrival, of any table. */
export type ArrivalKey = TimeKey | DateKey;

/** A partition key with the value of an event field. */
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

/** A partition key of a table. */
export type PartitionKey = ArrivalKey | FieldKey;

const time = { kind: "time", type: "bigint" } as const;

/**
 * Partition keys of the hour of arrival, coarse to fine.
 *
 * The pattern of the year is `yyyy` and never `YYYY`, the week-based year, in which the last days of December can belong to
 * the next year.
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

/**
 * Partition keys of projected tables. Not named `event_…`, since an event has a time of its own.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-kinesis-firehose-example.html
 */
export const dateKeys: Readonly<Record<PartitionGranularity, DateKey>> = {
  hour: {
    kind: "date",
    name: "arrival_hour",
    type: "string",
    comment: "Hour of arrival, in UTC, for example 2026-11-25-09.",
    pattern: "yyyy-MM-dd-HH",
    unit: "HOURS",
  },
  day: {
    kind: "date",
    name: "arrival_date",
    type: "string",
    comment: "Day of arrival, in UTC, for example 2026-11-25.",
    pattern: "yyyy-MM-dd",
    unit: "DAYS",
  },
};

/** The settings of a dataset that determine its partition keys. */
export type PartitioningOptions = Pick<Dataset, "partitionGranularity" | "partitionBy" | "storage">;

/**
 * Partition keys of the time of arrival of a dataset, coarse to fine; none of an Iceberg table.
 *
 * @param partitions of the environment @default - a crawler
 */
export function arrivalKeysOf(
  { storage, partitionGranularity = datasetDefaultOf("partitionGranularity") }: PartitioningOptions,
  partitions?: PartitionSettings,
): ArrivalKey[] {
  if (storage === "iceberg") return [];
  if (partitions?.type === "projection" && partitions.years === undefined) {
    return [dateKeys[partitions.granularity ?? partitionGranularity]];
  }
  return timeKeys.filter(({ name }) => partitionGranularity === "hour" || name !== "hour");
}

/** Partition keys with values of event fields of a dataset. */
export function fieldKeysOf({
  partitionBy = datasetDefaultOf("partitionBy"),
}: PartitioningOptions): FieldKey[] {
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
 * Partition keys of the table of a dataset, in the order of the prefix: time first, so that new objects are next to each
 * other whatever their values are.
 *
 * @param partitions of the environment @default - a crawler
 */
export function partitionKeysOf(
  dataset: PartitioningOptions,
  partitions?: PartitionSettings,
): PartitionKey[] {
  return [...arrivalKeysOf(dataset, partitions), ...fieldKeysOf(dataset)];
}

/** Whether a partition key is of the time of arrival. */
export function isArrivalKey(key: PartitionKey): key is ArrivalKey {
  return key.kind !== "field";
}
