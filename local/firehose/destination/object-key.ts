import { randomUUID } from "node:crypto";
import { formatJavaDate } from "../../../formats/dates/java-date-pattern";

/** Parts of the key of a delivered object. */
export interface ObjectKeyParts {
  /** Already evaluated. */
  readonly prefix: string;
  readonly deliveryStreamName: string;
  readonly versionId: string;
  /** Approximate arrival of the oldest record in the object, milliseconds since 1970. */
  readonly arrival: number;
  /** @default "UTC" */
  readonly timeZone?: string;
  /** With the dot, for example `.parquet`. @default - none */
  readonly extension?: string;
}

/**
 * Renders the key of a delivered object, unique for each call.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html
 */
export function objectKey(name: ObjectKeyParts): string {
  const time = formatJavaDate("yyyy-MM-dd-HH-mm-ss", name.arrival, name.timeZone);
  const { prefix, deliveryStreamName, versionId, extension = "" } = name;
  return `${prefix}${deliveryStreamName}-${versionId}-${time}-${randomUUID()}${extension}`;
}
