import { parameterOf } from "../object-call";
import type { ObjectCall } from "../object-call";
import { invalidArgument } from "../s3-error";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MAXIMUM_PARTS = 10_000;

/** The number of the part that a call sends or reads. @throws S3Error if it is none from 1 to 10,000 */
export function readPartNumber(call: ObjectCall): number {
  const text = parameterOf(call, "partNumber") ?? "";
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MAXIMUM_PARTS) return number;
  throw invalidArgument(
    `Part number must be an integer between 1 and ${MAXIMUM_PARTS}, inclusive`,
    "partNumber",
    text,
  );
}
