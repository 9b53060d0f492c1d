import type { KinesisFirehoseDeliveryStreamExtendedS3Configuration } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Token } from "cdktf";
import { serviceLimits } from "../../model/validation/service-limits";
import { parsePrefix } from "./prefix-expression";

/**
 * Maximum characters of a parameter of a processor.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html
 */
const maxParameterLength = 5120;

/**
 * Checks the dynamic partitioning of a destination for what AWS rejects; one line for each violation.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html
 */
export function checkDynamicPartitioning(
  destination: KinesisFirehoseDeliveryStreamExtendedS3Configuration,
): string[] {
  const { prefix, errorOutputPrefix } = destination;
  const violations: string[] = [];
  if (hasPartitionKey(errorOutputPrefix)) {
    violations.push(
      `errorOutputPrefix must not contain a partition key, received "${errorOutputPrefix}".`,
    );
  }
  const enabled = destination.dynamicPartitioningConfiguration?.enabled === true;
  if (!enabled) {
    return hasPartitionKey(prefix)
      ? [
          ...violations,
          `prefix has a partition key, which needs dynamicPartitioningConfiguration, received "${prefix}".`,
        ]
      : violations;
  }
  return [
    ...violations,
    ...checkBuffer(destination),
    ...(hasPartitionKey(prefix)
      ? []
      : [`prefix must contain the partition keys, received "${prefix ?? ""}".`]),
    ...(errorOutputPrefix ? [] : ["errorOutputPrefix is missing: dynamic partitioning needs one."]),
    ...checkQuery(destination),
  ];
}

function checkBuffer({
  bufferingSize,
  bufferingInterval,
}: KinesisFirehoseDeliveryStreamExtendedS3Configuration): string[] {
  const { min, source } = serviceLimits.convertedBufferSize;
  return [
    ...(bufferingSize !== undefined && !Token.isUnresolved(bufferingSize) && bufferingSize < min
      ? [
          `bufferingSize must be at least ${min} MiB with dynamic partitioning, received ${bufferingSize}. See ${source}`,
        ]
      : []),
    ...(bufferingInterval === 0
      ? [
          "bufferingInterval must not be 0 with dynamic partitioning. See https://docs.aws.amazon.com/firehose/latest/dev/buffering.html",
        ]
      : []),
  ];
}

function checkQuery({
  processingConfiguration,
}: KinesisFirehoseDeliveryStreamExtendedS3Configuration): string[] {
  const processors = processingConfiguration?.processors;
  if (!Array.isArray(processors)) return ["processingConfiguration has no MetadataExtraction."];
  const extraction = processors.find(({ type }) => type === "MetadataExtraction");
  const parameters = extraction?.parameters;
  const query = Array.isArray(parameters)
    ? parameters.find(({ parameterName }) => parameterName === "MetadataExtractionQuery")
    : undefined;
  if (query === undefined) return ["processingConfiguration has no MetadataExtractionQuery."];
  const { length } = query.parameterValue;
  return length <= maxParameterLength
    ? []
    : [
        `MetadataExtractionQuery may have at most ${maxParameterLength} characters, received ${length}: partition by fewer fields, or declare fewer values.`,
      ];
}

function hasPartitionKey(prefix: string | undefined): boolean {
  if (prefix === undefined || Token.isUnresolved(prefix)) return false;
  return parsePrefix(prefix).some(({ kind }) => kind === "partitionKey");
}
