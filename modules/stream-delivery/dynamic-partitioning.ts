import type { KinesisFirehoseDeliveryStreamExtendedS3Configuration } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import type { PartitionKey } from "../../model/dataset/partition-keys";
import { partitionKeyQuery } from "./partition-key-query";

/**
 * Renders the dynamic partitioning of a destination; empty if no partition key is a field.
 *
 * @param jsonKeys keys of the columns whose key is not their name, by column
 */
export function renderDynamicPartitioning(
  keys: readonly PartitionKey[],
  jsonKeys: Readonly<Record<string, string>> = {},
): Pick<
  KinesisFirehoseDeliveryStreamExtendedS3Configuration,
  "dynamicPartitioningConfiguration" | "processingConfiguration"
> {
  const fields = keys.filter((key) => key.kind === "field");
  if (fields.length === 0) return {};
  return {
    dynamicPartitioningConfiguration: { enabled: true },
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: "MetadataExtraction",
          parameters: [
            { parameterName: "JsonParsingEngine", parameterValue: "JQ-1.6" },
            {
              parameterName: "MetadataExtractionQuery",
              parameterValue: partitionKeyQuery(fields, jsonKeys),
            },
          ],
        },
      ],
    },
  };
}
