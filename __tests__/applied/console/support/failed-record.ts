import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { AwsClients } from "../../../../local/aws-clients";

/**
 * Writes an error object of this hour as Firehose does: of a record that would be converted now, since its schema was
 * corrected.
 *
 * @param prefix of the dataset's errors
 * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 */
export async function writeFailedRecord(
  { s3 }: AwsClients,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  event: string,
): Promise<void> {
  const now = new Date();
  const [year = "", month = "", day = "", hour = ""] = now.toISOString().split(/[-T:]/);
  const entry = {
    attemptsMade: 1,
    arrivalTimestamp: now.getTime(),
    lastErrorCode: "DataFormatConversion.InvalidSchema",
    lastErrorMessage: "The schema is invalid. The specified table has no columns.",
    attemptEndingTimestamp: now.getTime(),
    rawData: Buffer.from(event).toString("base64"),
  };
  const folder = `year=${year}/month=${month}/day=${day}/hour=${hour}`;
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: `${prefix}format-conversion-failed/${folder}/failed-record-${now.getTime()}`,
      Body: `${JSON.stringify(entry)}\n`,
    }),
  );
}
