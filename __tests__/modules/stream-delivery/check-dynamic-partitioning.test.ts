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
const valid: Destination = { ...off, ...keyed };

describe("dynamic partitioning", () => {
  it("is enabled only by field keys", () => {
    expect(renderDynamicPartitioning(partitionKeysOf({}))).toEqual({});
    expect(renderDynamicPartitioning(fieldsOf())).toMatchObject({
      dynamicPartitioningConfiguration: { enabled: true },
      processingConfiguration: { processors: [{ type: "MetadataExtraction" }] },
    });
  });

  it.each<[string, Destination]>([
    ["as the stack renders it", valid],
    ["with a buffer of 128 MiB", { ...valid, bufferingSize: 128 }],
    ["disabled", { ...off, prefix: "data/", bufferingInterval: 0, bufferingSize: 1 }],
  ])("may be %s", (_what, destination) => {
    expect(checkDynamicPartitioning(destination)).toEqual([]);
  });

  it.each<[string, Destination, string]>([
    [
      "a buffer of 63 MiB",
      { ...valid, bufferingSize: 63 },
      "bufferingSize must be at least 64 MiB",
    ],
    ["no wait", { ...valid, bufferingInterval: 0 }, "bufferingInterval must not be 0"],
    [
      "no key in its prefix",
      { ...valid, prefix: "data/" },
      "prefix must contain the partition keys",
    ],
    ["no error prefix", { ...withoutErrorPrefix, ...keyed }, "errorOutputPrefix is missing"],
    [
      "a key in its error prefix",
      {
        ...valid,
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
      { ...valid, processingConfiguration: { processors: [{ type: "MetadataExtraction" }] } },
      "has no MetadataExtractionQuery",
    ],
    [
      "more values than fit into a query",
      {
        ...valid,
        ...renderDynamicPartitioning(
          fieldsOf(Array.from({ length: 400 }, (_, index) => `value-${index}`)),
        ),
      },
      "MetadataExtractionQuery may have at most 5120 characters",
    ],
    ["keys although it is disabled", off, "needs dynamicPartitioningConfiguration"],
  ])("is rejected with %s", (_what, destination, message) => {
    const violations = checkDynamicPartitioning(destination);
    expect(violations).toEqual([expect.stringContaining(message) as string]);
  });
});
