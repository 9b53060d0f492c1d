import type { KinesisFirehoseDeliveryStreamConfig } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Token } from "cdktf";
import { checkDeliveryStream } from "../../../modules/stream-delivery/check-delivery-stream";

type Destination = NonNullable<KinesisFirehoseDeliveryStreamConfig["extendedS3Configuration"]>;
type Backup = NonNullable<Destination["s3BackupConfiguration"]>;

const conversion: Destination["dataFormatConversionConfiguration"] = {
  inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
  outputFormatConfiguration: { serializer: { parquetSerDe: {} } },
  schemaConfiguration: { databaseName: "lake", tableName: "events", roleArn: "role" },
};

function check(destination: Partial<Destination>, more = {}): string[] {
  return checkDeliveryStream({
    name: "events",
    destination: "extended_s3",
    extendedS3Configuration: { bucketArn: "bucket", roleArn: "role", ...destination },
    ...more,
  });
}

function checkBackup(backup: Partial<Backup>): string[] {
  return check({
    s3BackupMode: "Enabled",
    s3BackupConfiguration: { bucketArn: "raw", roleArn: "role", ...backup },
  });
}

const convert = { dataFormatConversionConfiguration: conversion };

describe("a delivery stream", () => {
  it.each([
    ["a buffer of 64 MiB that converts", () => check({ ...convert, bufferingSize: 64 })],
    ["a buffer of 128 MiB that converts", () => check({ ...convert, bufferingSize: 128 })],
    ["a buffer of 1 MiB that does not convert", () => check({ bufferingSize: 1 })],
    ["a buffer of 128 MiB that does not convert", () => check({ bufferingSize: 128 })],
    ["no wait", () => check({ bufferingInterval: 0 })],
    ["a wait of 900 seconds", () => check({ ...convert, bufferingInterval: 900 })],
    [
      "objects without compression that converts",
      () => check({ ...convert, compressionFormat: "UNCOMPRESSED" }),
    ],
    ["compressed objects that does not convert", () => check({ compressionFormat: "GZIP" })],
    [
      "compressed objects that has conversion disabled",
      () =>
        check({
          dataFormatConversionConfiguration: { ...conversion, enabled: false },
          compressionFormat: "GZIP",
          bufferingSize: 1,
        }),
    ],
    ["a backup after 60 seconds", () => checkBackup({ bufferingInterval: 60 })],
    ["a backup of 1 MiB", () => checkBackup({ bufferingSize: 1 })],
    [
      "a backup of 128 MiB after 900 seconds",
      () => checkBackup({ bufferingSize: 128, bufferingInterval: 900 }),
    ],
    ["another destination", () => checkDeliveryStream({ name: "events", destination: "splunk" })],
  ])("may have %s", (_, run) => {
    expect(run()).toEqual([]);
  });

  it.each([
    [
      "63 MiB that converts",
      () => check({ ...convert, bufferingSize: 63 }),
      "bufferingSize must be a whole number from 64 to 128 MiB, received 63",
    ],
    ["129 MiB that converts", () => check({ ...convert, bufferingSize: 129 }), "received 129"],
    ["64.5 MiB", () => check({ ...convert, bufferingSize: 64.5 }), "received 64.5"],
    [
      "0 MiB that does not convert",
      () => check({ bufferingSize: 0 }),
      "from 1 to 128 MiB, received 0",
    ],
    ["129 MiB that does not convert", () => check({ bufferingSize: 129 }), "received 129"],
    [
      "a wait of -1 seconds",
      () => check({ bufferingInterval: -1 }),
      "bufferingInterval must be a whole number from 0 to 900 seconds, received -1",
    ],
    ["a wait of 901 seconds", () => check({ ...convert, bufferingInterval: 901 }), "received 901"],
    [
      "compressed objects that converts",
      () => check({ ...convert, compressionFormat: "GZIP" }),
      'must be "UNCOMPRESSED" when records are converted, received "GZIP"',
    ],
    ["a backup of 0 MiB", () => checkBackup({ bufferingSize: 0 }), "backup bufferingSize"],
    ["a backup of 129 MiB", () => checkBackup({ bufferingSize: 129 }), "backup bufferingSize"],
    [
      "a backup after 59 seconds",
      () => checkBackup({ bufferingInterval: 59 }),
      "backup bufferingInterval must be a whole number from 60 to 900 seconds, received 59",
    ],
    [
      "a backup after 901 seconds",
      () => checkBackup({ bufferingInterval: 901 }),
      "backup bufferingInterval",
    ],
    [
      "a backup prefix with the week-based year",
      () =>
        checkBackup({
          prefix: "!{timestamp:YYYY}/",
          errorOutputPrefix: "!{firehose:error-output-type}/",
        }),
      "backup prefix has the week-based year",
    ],
    [
      "a backup without its settings",
      () => check({ s3BackupMode: "Enabled" }),
      "needs an s3BackupConfiguration",
    ],
    [
      "a prefix alone",
      () => check({ prefix: "!{timestamp:yyyy}/" }),
      "errorOutputPrefix is missing",
    ],
    [
      "encryption of its own while it reads a stream",
      () =>
        check(
          {},
          {
            kinesisSourceConfiguration: { kinesisStreamArn: "stream", roleArn: "role" },
            serverSideEncryption: { enabled: true },
          },
        ),
      "serverSideEncryption can't be set",
    ],
  ])("may not have %s", (_, run, message) => {
    expect(run()).toEqual([expect.stringContaining(message)]);
  });

  it("is reported with every violation at once", () => {
    expect(
      check({
        ...convert,
        bufferingSize: 1,
        bufferingInterval: 1000,
        compressionFormat: "Snappy",
        prefix: "!{timestamp:YYYY}/",
      }),
    ).toHaveLength(5);
  });

  it("is not checked for values that are tokens", () => {
    expect(
      check({
        ...convert,
        bufferingSize: Token.asNumber({ resolve: () => 1 }),
        prefix: Token.asString("${var.prefix}"),
      }),
    ).toEqual([]);
  });
});
