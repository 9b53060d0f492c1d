import type {
  DataFormatConversionConfiguration,
  ExtendedS3DestinationConfiguration,
  S3DestinationConfiguration,
} from "@aws-sdk/client-firehose";
import { checkPartitioning } from "./partitioning-rules";
import { checkPrefixes } from "./prefix-rules";

/**
 * With format conversion a buffer has at least 64 MiB. It is on no page; the tests of Terraform's provider quote AWS's
 * answer.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/firehose/delivery_stream_test.go
 */
const MINIMUM_CONVERTED_MIB = 64;

/**
 * The rules of an S3 destination that are broken and that no type of the API expresses, one line each.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html
 */
export function checkDestination(destination: ExtendedS3DestinationConfiguration): string[] {
  const { S3BackupConfiguration: backup, S3BackupMode: mode } = destination;
  return [
    ...checkBucketSettings(destination),
    ...checkConversion(destination),
    ...checkPartitioning(destination),
    ...(mode === "Enabled" && backup === undefined
      ? ["S3BackupConfiguration must be given when S3BackupMode is Enabled."]
      : []),
    ...(backup === undefined
      ? []
      : checkBucketSettings(backup).map((problem) => `S3BackupConfiguration: ${problem}`)),
  ];
}

/** The rules that destinations and backups have in common, one line for each that is broken. */
export function checkBucketSettings({
  Prefix,
  ErrorOutputPrefix,
  BufferingHints: hints,
  CloudWatchLoggingOptions: logging,
}: S3DestinationConfiguration): string[] {
  const problems = checkPrefixes({ Prefix, ErrorOutputPrefix });
  // https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html
  if ((hints?.SizeInMBs === undefined) !== (hints?.IntervalInSeconds === undefined)) {
    problems.push(
      "BufferingHints must have both SizeInMBs and IntervalInSeconds, or neither of them.",
    );
  }
  // https://docs.aws.amazon.com/firehose/latest/APIReference/API_CloudWatchLoggingOptions.html
  if (logging?.Enabled === true && !(logging.LogGroupName && logging.LogStreamName)) {
    problems.push(
      "CloudWatchLoggingOptions must have LogGroupName and LogStreamName when they are enabled.",
    );
  }
  return problems;
}

/** @see https://docs.aws.amazon.com/firehose/latest/dev/enable-record-format-conversion.html */
function checkConversion(destination: ExtendedS3DestinationConfiguration): string[] {
  const {
    DataFormatConversionConfiguration: conversion,
    BufferingHints: hints,
    CompressionFormat: compression = "UNCOMPRESSED",
  } = destination;
  if (conversion === undefined || conversion.Enabled === false) return [];
  const problems = checkConversionSettings(conversion);
  if (hints?.SizeInMBs !== undefined && hints.SizeInMBs < MINIMUM_CONVERTED_MIB) {
    problems.push(
      `BufferingHints.SizeInMBs must be at least ${MINIMUM_CONVERTED_MIB} when data format conversion is enabled.`,
    );
  }
  if (compression !== "UNCOMPRESSED") {
    problems.push(
      `CompressionFormat must be UNCOMPRESSED when data format conversion is enabled, received ${compression}.`,
    );
  }
  return problems;
}

/**
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_DataFormatConversionConfiguration.html
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_SchemaConfiguration.html
 */
function checkConversionSettings({
  SchemaConfiguration: schema,
  InputFormatConfiguration: input,
  OutputFormatConfiguration: output,
}: DataFormatConversionConfiguration): string[] {
  const where = "when data format conversion is enabled";
  const missing = (["RoleARN", "DatabaseName", "TableName"] as const).filter(
    (name) => schema?.[name] === undefined,
  );
  return [
    ...missing.map((name) => `SchemaConfiguration.${name} must be given ${where}.`),
    ...(Object.keys(input?.Deserializer ?? {}).length === 1
      ? []
      : [`InputFormatConfiguration must have exactly one deserializer ${where}.`]),
    ...(Object.keys(output?.Serializer ?? {}).length === 1
      ? []
      : [`OutputFormatConfiguration must have exactly one serializer ${where}.`]),
  ];
}
