/** How finely a table is partitioned by the time of arrival. */
export const partitionGranularities = ["hour", "day"] as const;

/** One of {@link partitionGranularities}. */
export type PartitionGranularity = (typeof partitionGranularities)[number];

/** A field of the event whose values are folders of their own. */
export interface PartitionField {
  /** Name of the partition key: as a column's, and none of the columns. */
  readonly name: string;
  /** Dotted path of the field: text, a whole number of at most 32 bits, or a boolean. */
  readonly path: string;
  /**
   * All values that get a folder; events with any other go to `unknown`. Partition projection needs them.
   *
   * @default - whatever comes, with `_` for each character that a folder can't have
   */
  readonly values?: readonly string[];
}

/** Folder of the events that lack the field, or have a value that is not declared. */
export const unknownPartition = "unknown";

/** Characters at which a value is cut, so that the prefix stays within Firehose's limit. */
export const maxPartitionValueLength = 64;
