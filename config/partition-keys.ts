/** One level of a table's partitions. */
export interface PartitionKey {
  readonly name: string;
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

/** Glue type of every partition key. */
export const partitionKeyType = "bigint";

/**
 * Partition keys of every table, coarse to fine.
 *
 * The year's pattern is `yyyy` and never `YYYY`: that is the year of the week, by which the last days of December belong
 * to the next year.
 */
export const partitionKeys: readonly PartitionKey[] = [
  { name: "year", comment: "Year of arrival, in UTC.", digits: 4, pattern: "yyyy" },
  {
    name: "month",
    comment: "Month of arrival, 1 to 12.",
    digits: 2,
    pattern: "MM",
    range: { min: 1, max: 12 },
  },
  {
    name: "day",
    comment: "Day of arrival, 1 to 31.",
    digits: 2,
    pattern: "dd",
    range: { min: 1, max: 31 },
  },
  {
    name: "hour",
    comment: "Hour of arrival, 0 to 23.",
    digits: 2,
    pattern: "HH",
    range: { min: 0, max: 23 },
  },
];
