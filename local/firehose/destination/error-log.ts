import { PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { DeliveryStreamSettings, S3Target } from "../settings/delivery-stream-settings";

/** An error in the form in which a delivery stream logs it. */
export interface LoggedError {
  readonly code: string;
  readonly message: string;
}

/**
 * Writes an error to the log stream of a target, in the format of Firehose's error logs.
 *
 * @throws the error of the CloudWatch Logs API
 * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html
 */
export async function logError(
  logs: CloudWatchLogsClient,
  { arn, versionId }: DeliveryStreamSettings,
  { bucket, logging }: S3Target,
  { code, message }: LoggedError,
): Promise<void> {
  if (logging === undefined) return;
  const event = {
    deliveryStreamARN: arn,
    destination: `arn:aws:s3:::${bucket}`,
    deliveryStreamVersionId: Number(versionId),
    message,
    errorCode: code,
  };
  await logs.send(
    new PutLogEventsCommand({
      logGroupName: logging.groupName,
      logStreamName: logging.streamName,
      logEvents: [{ timestamp: Date.now(), message: JSON.stringify(event) }],
    }),
  );
}
