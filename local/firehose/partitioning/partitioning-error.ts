import type { SourceRecord } from "../destination/buffer";
import type { LoggedError } from "../destination/error-log";

/**
 * Why a record has no partition, in Firehose's words; the type is the value of `!{firehose:error-output-type}`.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-error-handling.html
 */
export interface PartitioningError extends LoggedError {
  readonly outputType: "metadata-extraction-failed" | "activePartitionExceeded";
}

/** The error for a record without valid partition keys, or whose prefix can't be evaluated. */
export function extractionFailed(message: string): PartitioningError {
  return {
    outputType: "metadata-extraction-failed",
    code: "DynamicPartitioning.MetadataExtractionFailed",
    message,
  };
}

/**
 * The error for a record that exceeds the limit of active partitions.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/buffering.html
 */
export function tooManyPartitions(limit: number): PartitioningError {
  return {
    outputType: "activePartitionExceeded",
    code: "DynamicPartitioning.ActivePartitionsLimitExceeded",
    message: `More than ${limit} partitions are active. Choose keys with fewer values, or a shorter buffering interval.`,
  };
}

/** Renders a record without a partition as a line of an error object, including the newline. */
export function renderPartitioningError(
  { arrival, sequenceNumber }: SourceRecord,
  data: Uint8Array,
  { code, message }: PartitioningError,
  endedAt: number,
): Uint8Array {
  const line = {
    attemptsMade: 1,
    arrivalTimestamp: arrival,
    errorCode: code,
    errorMessage: message,
    attemptEndingTimestamp: endedAt,
    rawData: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
    sequenceNumber,
    subSequenceNumber: 0,
  };
  return Buffer.from(`${JSON.stringify(line)}\n`);
}
