import type { ExtendedS3DestinationConfiguration, Processor } from "@aws-sdk/client-firehose";
import { expressionsOf } from "../partitioning/prefix-expression";

/** Parameters that a processor can't do without. */
const REQUIRED_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  Lambda: ["LambdaArn"],
  MetadataExtraction: ["MetadataExtractionQuery", "JsonParsingEngine"],
  RecordDeAggregation: ["SubRecordType"],
};

/**
 * With dynamic partitioning a buffer has at least 64 MiB. The page has no number; it is what AWS answers in a public
 * report.
 *
 * @see https://github.com/awslabs/aws-solutions-constructs/issues/648
 */
const MINIMUM_BUFFER_MIB = 64;

/**
 * The rules of processors and of dynamic partitioning that are broken, one line each.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-s3bucketprefix.html
 */
export function checkPartitioning(destination: ExtendedS3DestinationConfiguration): string[] {
  const processors =
    destination.ProcessingConfiguration?.Enabled === true
      ? (destination.ProcessingConfiguration.Processors ?? [])
      : [];
  const problems = processors.flatMap(checkParameters);
  const has = (type: string) => processors.some(({ Type }) => Type === type);
  const keys = expressionsOf(destination.Prefix).filter(({ namespace }) =>
    namespace.startsWith("partitionKeyFrom"),
  );
  if (destination.DynamicPartitioningConfiguration?.Enabled !== true) {
    if (has("MetadataExtraction")) {
      problems.push(
        "The processor MetadataExtraction can only be used when dynamic partitioning is enabled.",
      );
    }
    if (keys.length > 0) {
      problems.push(
        `The prefix has the partition key ${keys[0]?.text}, but dynamic partitioning is not enabled.`,
      );
    }
    return problems;
  }
  const { ErrorOutputPrefix: errorPrefix } = destination;
  if (!has("MetadataExtraction") && !has("Lambda")) {
    problems.push(
      "Dynamic partitioning needs the processor MetadataExtraction or Lambda in an enabled ProcessingConfiguration.",
    );
  }
  if (keys.length === 0) {
    problems.push("Prefix must contain the partition keys when dynamic partitioning is enabled.");
  }
  if (!errorPrefix && keys.length === 0) {
    problems.push("ErrorOutputPrefix must be given when dynamic partitioning is enabled.");
  }
  for (const [namespace, type] of [
    ["partitionKeyFromQuery", "MetadataExtraction"],
    ["partitionKeyFromLambda", "Lambda"],
  ] as const) {
    const key = keys.find((each) => each.namespace === namespace);
    if (key !== undefined && !has(type)) {
      problems.push(`The prefix expression ${key.text} needs the processor ${type}.`);
    }
  }
  return [...problems, ...checkBuffer(destination)];
}

/** @see https://docs.aws.amazon.com/firehose/latest/dev/buffering.html about the interval */
function checkBuffer({ BufferingHints: hints }: ExtendedS3DestinationConfiguration): string[] {
  const problems: string[] = [];
  if (hints?.SizeInMBs !== undefined && hints.SizeInMBs < MINIMUM_BUFFER_MIB) {
    problems.push(
      `BufferingHints.SizeInMBs must be at least ${MINIMUM_BUFFER_MIB} when dynamic partitioning is enabled.`,
    );
  }
  if (hints?.IntervalInSeconds === 0) {
    problems.push(
      "BufferingHints.IntervalInSeconds must not be 0 when dynamic partitioning is enabled.",
    );
  }
  return problems;
}

/** @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html */
function checkParameters({ Type: type, Parameters: parameters = [] }: Processor): string[] {
  const valueOf = (name: string) =>
    parameters.find(({ ParameterName }) => ParameterName === name)?.ParameterValue;
  const required = [
    ...(REQUIRED_PARAMETERS[type ?? ""] ?? []),
    ...(type === "RecordDeAggregation" && valueOf("SubRecordType") === "DELIMITED"
      ? ["Delimiter"]
      : []),
  ];
  return required
    .filter((name) => valueOf(name) === undefined)
    .map((name) => `The processor ${type} has no parameter ${name}.`);
}
