import type {
  KinesisFirehoseDeliveryStreamConfig,
  KinesisFirehoseDeliveryStreamExtendedS3Configuration,
} from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Token } from "cdktf";
import type { Limit } from "../../model/validation/service-limits";
import {
  backupIntervalLimit,
  isWithin,
  serviceLimits,
} from "../../model/validation/service-limits";
import { checkDynamicPartitioning } from "./check-dynamic-partitioning";
import { checkPrefixes } from "./check-prefixes";

/**
 * Checks a delivery stream for what AWS rejects although Terraform accepts it; one line for each violation.
 *
 * @param isEmulated whether it is for an emulator, which accepts shorter backup intervals
 * @see https://docs.aws.amazon.com/firehose/latest/dev/enable-record-format-conversion.html
 */
export function checkDeliveryStream(
  config: KinesisFirehoseDeliveryStreamConfig,
  isEmulated = false,
): string[] {
  const violations: string[] = [];
  if (
    config.kinesisSourceConfiguration !== undefined &&
    config.serverSideEncryption !== undefined
  ) {
    violations.push(
      "serverSideEncryption can't be set on a delivery stream that reads a Kinesis stream: encrypt the stream instead.",
    );
  }
  const destination = config.extendedS3Configuration;
  if (destination === undefined) return violations;
  violations.push(...checkDestination(destination));
  const backup = destination.s3BackupConfiguration;
  if (backup !== undefined) {
    violations.push(
      ...checkNumber("backup bufferingSize", backup.bufferingSize, serviceLimits.bufferSize),
      ...checkNumber(
        "backup bufferingInterval",
        backup.bufferingInterval,
        backupIntervalLimit(isEmulated),
      ),
      ...checkPrefixes("backup ", backup.prefix, backup.errorOutputPrefix),
    );
  }
  if (destination.s3BackupMode === "Enabled" && backup === undefined) {
    violations.push('s3BackupMode "Enabled" needs an s3BackupConfiguration.');
  }
  return violations;
}

function checkDestination(
  destination: KinesisFirehoseDeliveryStreamExtendedS3Configuration,
): string[] {
  const conversion = destination.dataFormatConversionConfiguration;
  const converts = conversion !== undefined && conversion.enabled !== false;
  const compression = destination.compressionFormat ?? "UNCOMPRESSED";
  return [
    ...checkNumber(
      "bufferingSize",
      destination.bufferingSize,
      converts ? serviceLimits.convertedBufferSize : serviceLimits.bufferSize,
    ),
    ...checkNumber(
      "bufferingInterval",
      destination.bufferingInterval,
      serviceLimits.bufferInterval,
    ),
    ...(converts && !Token.isUnresolved(compression) && compression !== "UNCOMPRESSED"
      ? [
          `compressionFormat must be "UNCOMPRESSED" when records are converted, received "${compression}": Parquet compresses by itself, set its own compression instead.`,
        ]
      : []),
    ...checkPrefixes("", destination.prefix, destination.errorOutputPrefix),
    ...checkDynamicPartitioning(destination),
  ];
}

function checkNumber(name: string, value: number | undefined, limit: Limit): string[] {
  if (value === undefined || Token.isUnresolved(value) || isWithin(limit, value)) return [];
  return [
    `${name} must be a whole number from ${limit.min} to ${limit.max} ${limit.unit}, received ${value}. See ${limit.source}`,
  ];
}
