/**
 * Values of `!{firehose:error-output-type}` that an S3 destination can write, for records that could not be converted,
 * partitioned, or transformed by a function: the first level below the error prefix of a dataset.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-error-handling.html
 */
export const errorOutputTypes = [
  "format-conversion-failed",
  "metadata-extraction-failed",
  "activePartitionExceeded",
  "processing-failed",
] as const;

/** The same for a destination of an Iceberg table. */
export const icebergErrorOutputTypes = ["iceberg-failed", "processing-failed"] as const;
