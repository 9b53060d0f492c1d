import type { KinesisFirehoseDeliveryStreamExtendedS3Configuration } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import { checkDynamicPartitioning } from "../../../modules/stream-delivery/check-dynamic-partitioning";
import { renderDynamicPartitioning } from "../../../modules/stream-delivery/dynamic-partitioning";

type Destination = KinesisFirehoseDeliveryStreamExtendedS3Configuration;

const fieldsOf = (values?: readonly string[]) =>
  partitionKeysOf({ partitionBy: [{ name: "country", path: "buyer.country", values }] });

const sound: Destination = {
  bucketArn: "bucket",
  roleArn: "role",
  prefix: "data/country=!{partitionKeyFromQuery:country}/",
  errorOutputPrefix: "errors/!{firehose:error-output-type}/",
  bufferingSize: 64,
  bufferingInterval: 60,
  ...renderDynamicPartitioning(fieldsOf()),
};

const off = { dynamicPartitioningConfiguration: undefined, processingConfiguration: undefined };

describe("dynamic partitioning", () => {
  it("is switched on by keys of fields only", () => {
    expect(renderDynamicPartitioning(partitionKeysOf({}))).toEqual({});
    expect(renderDynamicPartitioning(fieldsOf())).toMatchObject({
      dynamicPartitioningConfiguration: { enabled: true },
      processingConfiguration: { processors: [{ type: "MetadataExtraction" }] },
    });
  });

  it.each<[string, Partial<Destination>]>([
    ["as the stack makes it", {}],
    ["with a buffer of 128 MiB", { bufferingSize: 128 }],
    ["switched off", { ...off, prefix: "data/", bufferingInterval: 0, bufferingSize: 1 }],
  ])("may be %s", (_what, changes) => {
    expect(checkDynamicPartitioning({ ...sound, ...changes })).toEqual([]);
  });

  it.each<[string, Partial<Destination>, string]>([
    ["a buffer of 63 MiB", { bufferingSize: 63 }, "bufferingSize must be 64 MiB at least"],
    ["no wait", { bufferingInterval: 0 }, "bufferingInterval must not be 0"],
    ["no key in its prefix", { prefix: "data/" }, "prefix must contain the partition keys"],
    ["no error prefix", { errorOutputPrefix: undefined }, "errorOutputPrefix is missing"],
    [
      "a key in its error prefix",
      { errorOutputPrefix: "!{firehose:error-output-type}/!{partitionKeyFromQuery:country}/" },
      "errorOutputPrefix must not contain a partition key",
    ],
    ["no processors", { processingConfiguration: undefined }, "has no MetadataExtraction"],
    [
      "no query",
      { processingConfiguration: { processors: [{ type: "MetadataExtraction" }] } },
      "has no MetadataExtractionQuery",
    ],
    [
      "more values than a query can hold",
      renderDynamicPartitioning(
        fieldsOf(Array.from({ length: 400 }, (_, index) => `value-${index}`)),
      ),
      "MetadataExtractionQuery may have 5120 characters",
    ],
    ["keys though it is off", off, "needs dynamicPartitioningConfiguration"],
  ])("is refused with %s", (_what, changes, message) => {
    const violations = checkDynamicPartitioning({ ...sound, ...changes });
    expect(violations).toEqual([expect.stringContaining(message) as string]);
  });
});
