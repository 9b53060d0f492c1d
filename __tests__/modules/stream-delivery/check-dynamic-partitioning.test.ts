import type { KinesisFirehoseDeliveryStreamExtendedS3Configuration } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import { checkDynamicPartitioning } from "../../../modules/stream-delivery/check-dynamic-partitioning";
import { renderDynamicPartitioning } from "../../../modules/stream-delivery/dynamic-partitioning";

type Destination = KinesisFirehoseDeliveryStreamExtendedS3Configuration;

const fieldsOf = (values?: readonly string[]) =>
  partitionKeysOf({
    partitionBy: [{ name: "country", path: "buyer.country", ...(values && { values }) }],
  });

const errorOutputPrefix = "errors/!{firehose:error-output-type}/";
const withoutErrorPrefix: Destination = {
  bucketArn: "bucket",
  roleArn: "role",
  prefix: "data/country=!{partitionKeyFromQuery:country}/",
  bufferingSize: 64,
  bufferingInterval: 60,
};
const off: Destination = { ...withoutErrorPrefix, errorOutputPrefix };
const keyed = renderDynamicPartitioning(fieldsOf());
const sound: Destination = { ...off, ...keyed };

describe("dynamic partitioning", () => {
  it("is switched on by keys of fields only", () => {
    expect(renderDynamicPartitioning(partitionKeysOf({}))).toEqual({});
    expect(renderDynamicPartitioning(fieldsOf())).toMatchObject({
      dynamicPartitioningConfiguration: { enabled: true },
      processingConfiguration: { processors: [{ type: "MetadataExtraction" }] },
    });
  });

  it.each<[string, Destination]>([
    ["as the stack makes it", sound],
    ["with a buffer of 128 MiB", { ...sound, bufferingSize: 128 }],
    ["switched off", { ...off, prefix: "data/", bufferingInterval: 0, bufferingSize: 1 }],
  ])("may be %s", (_what, destination) => {
    expect(checkDynamicPartitioning(destination)).toEqual([]);
  });

  it.each<[string, Destination, string]>([
    [
      "a buffer of 63 MiB",
      { ...sound, bufferingSize: 63 },
      "bufferingSize must be at least 64 MiB",
    ],
    ["no wait", { ...sound, bufferingInterval: 0 }, "bufferingInterval must not be 0"],
    [
      "no key in its prefix",
      { ...sound, prefix: "data/" },
      "prefix must contain the partition keys",
    ],
    ["no error prefix", { ...withoutErrorPrefix, ...keyed }, "errorOutputPrefix is missing"],
    [
      "a key in its error prefix",
      {
        ...sound,
        errorOutputPrefix: "!{firehose:error-output-type}/!{partitionKeyFromQuery:country}/",
      },
      "errorOutputPrefix must not contain a partition key",
    ],
    [
      "no processors",
      { ...off, dynamicPartitioningConfiguration: { enabled: true } },
      "has no MetadataExtraction",
    ],
    [
      "no query",
      { ...sound, processingConfiguration: { processors: [{ type: "MetadataExtraction" }] } },
      "has no MetadataExtractionQuery",
    ],
    [
      "more values than a query can hold",
      {
        ...sound,
        ...renderDynamicPartitioning(
          fieldsOf(Array.from({ length: 400 }, (_, index) => `value-${index}`)),
        ),
      },
      "MetadataExtractionQuery may have at most 5120 characters",
    ],
    ["keys though it is off", off, "needs dynamicPartitioningConfiguration"],
  ])("is refused with %s", (_what, destination, message) => {
    const violations = checkDynamicPartitioning(destination);
    expect(violations).toEqual([expect.stringContaining(message) as string]);
  });
});
