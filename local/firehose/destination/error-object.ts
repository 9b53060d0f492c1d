import type { SourceRecord } from "./buffer";
import type { ConversionError } from "../../../formats/conversion-error";
import type { ConversionSettings } from "../settings/delivery-stream-settings";

/** Value of `!{firehose:error-output-type}` for records that could not be converted. */
export const FORMAT_CONVERSION_FAILED = "format-conversion-failed";

/** Value of `!{firehose:error-output-type}` for records that are no rows of an Iceberg table, as public reports name it. */
export const ICEBERG_FAILED = "iceberg-failed";

/**
 * Renders a failed record as a line of an error object, without the newline.
 *
 * @param endedAt end of the attempt, milliseconds since 1970
 * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 */
export function renderErrorLine(
  record: SourceRecord,
  error: ConversionError,
  { catalogId, databaseName, tableName, region, versionId }: ConversionSettings["schema"],
  endedAt: number,
): string {
  const { data } = record;
  const line = {
    attemptsMade: 1,
    arrivalTimestamp: record.arrival,
    lastErrorCode: error.code,
    lastErrorMessage: error.message,
    attemptEndingTimestamp: endedAt,
    rawData: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
    sequenceNumber: record.sequenceNumber,
    subSequenceNumber: record.subSequenceNumber ?? 0,
    dataCatalogTable: {
      catalogId,
      databaseName,
      tableName,
      region,
      versionId,
      catalogArn: `arn:aws:glue:${region}:${catalogId}:catalog`,
    },
  };
  return JSON.stringify(line);
}

/**
 * Renders a record that is no row of an Iceberg table as a line of an error object, without the newline. AWS documents
 * no form; these members are those of its other destinations.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/retry.html
 */
export function renderIcebergError(
  { data, arrival }: SourceRecord,
  { code, message }: ConversionError,
  endedAt: number,
): string {
  return JSON.stringify({
    attemptsMade: 1,
    arrivalTimestamp: arrival,
    errorCode: code,
    errorMessage: message,
    attemptEndingTimestamp: endedAt,
    rawData: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
  });
}
