import type {
  BufferingHints as DeployedHints,
  CloudWatchLoggingOptions,
  ExtendedS3DestinationDescription,
  S3DestinationDescription,
} from "@aws-sdk/client-firehose";
import type { BufferingHints, S3Target } from "./delivery-stream-settings";

const MIB = 1024 * 1024;

/** Reads an S3 destination or backup. @param defaultSizeMiB size of a buffer without hints */
export function readTarget(
  target: S3DestinationDescription | ExtendedS3DestinationDescription,
  defaultSizeMiB: number,
): S3Target {
  return {
    bucket: (target.BucketARN ?? "").split(":::")[1] ?? "",
    roleArn: target.RoleARN ?? "",
    prefix: target.Prefix,
    errorPrefix: target.ErrorOutputPrefix,
    timeZone: "UTC",
    compression: target.CompressionFormat ?? "UNCOMPRESSED",
    kmsKeyArn: target.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN,
    hints: readHints(target.BufferingHints, defaultSizeMiB),
    logging: readLogging(target.CloudWatchLoggingOptions),
  };
}

/** Reads the limits of a buffer. */
export function readHints(
  hints: DeployedHints | undefined,
  defaultSizeMiB: number,
): BufferingHints {
  return {
    sizeBytes: (hints?.SizeInMBs ?? defaultSizeMiB) * MIB,
    intervalMs: (hints?.IntervalInSeconds ?? 300) * 1000,
  };
}

/** Reads where errors are logged; undefined if they are not. */
export function readLogging(options: CloudWatchLoggingOptions | undefined): S3Target["logging"] {
  const { Enabled: enabled, LogGroupName: groupName, LogStreamName: streamName } = options ?? {};
  if (enabled !== true || groupName === undefined || streamName === undefined) return undefined;
  return { groupName, streamName };
}
