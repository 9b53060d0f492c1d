/** Granularity of the partitions by the time of arrival. */
export const partitionGranularities = ["hour", "day"] as const;

/** One of {@link partitionGranularities}. */
export type PartitionGranularity = (typeof partitionGranularities)[number];

/** An event field that partitions the table. */
export interface PartitionField {
  /** Name of the partition key, by the rules for columns and different from every column. */
  readonly name: string;
  /** Dotted path of the field: text, an integer of at most 32 bits, or a boolean. */
  readonly path: string;
  /**
   * All values that get a partition; events with any other value go to `unknown`. Required for partition projection.
   *
   * @default - any value, with `_` for each character that is not allowed in a prefix
   */
  readonly values?: readonly string[];
}

/** Partition of the events that lack the field, or have a value that is not declared. */
export const unknownPartition = "unknown";

/** Characters to which a value is truncated, so that the prefix stays within Firehose's limit. */
export const maxPartitionValueLength = 64;
