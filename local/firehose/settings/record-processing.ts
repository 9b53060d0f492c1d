import type { ProcessingConfiguration, Processor } from "@aws-sdk/client-firehose";
import type { DeAggregation } from "../source/sub-records";

/** Processing of records before they are buffered. */
export interface RecordProcessing {
  /** @default - records are not split */
  readonly deAggregation?: DeAggregation;
  /** jq query whose result contains the partition keys. @default - none */
  readonly keyQuery?: string;
  /** Appended to each record of an object. @default - nothing */
  readonly appendedDelimiter?: string;
}

/**
 * Reads the processors of a destination.
 *
 * @throws Error that names an unsupported processor or parameter
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_Processor.html
 */
export function readProcessing(
  configuration: ProcessingConfiguration | undefined,
): RecordProcessing {
  if (configuration?.Enabled !== true) return {};
  const processing: { -readonly [Key in keyof RecordProcessing]: RecordProcessing[Key] } = {};
  for (const processor of configuration.Processors ?? []) {
    switch (processor.Type) {
      case "RecordDeAggregation":
        processing.deAggregation = readDeAggregation(processor);
        break;
      case "MetadataExtraction":
        processing.keyQuery = readKeyQuery(processor);
        break;
      case "AppendDelimiterToRecord":
        processing.appendedDelimiter = readDelimiter(processor);
        break;
      default:
        throw unsupportedSetting(`the processor ${String(processor.Type)}`);
    }
  }
  return processing;
}

/** The error for a setting that the embedded AWS does not support. */
export function unsupportedSetting(what: string): Error {
  return new Error(
    `The embedded AWS does not support ${what}; this delivery stream delivers nothing.`,
  );
}

function readDeAggregation(processor: Processor): DeAggregation {
  const type = parameter(processor, "SubRecordType");
  if (type === "JSON") return { type };
  const delimiter = Buffer.from(parameter(processor, "Delimiter") ?? "", "base64");
  if (type !== "DELIMITED" || delimiter.length === 0) {
    throw new Error(
      `The processor RecordDeAggregation has SubRecordType ${String(type)}; set JSON, or DELIMITED with a Delimiter in base64.`,
    );
  }
  return { type, delimiter };
}

function readKeyQuery(processor: Processor): string {
  const engine = parameter(processor, "JsonParsingEngine");
  if (engine !== undefined && engine !== "JQ-1.6")
    throw unsupportedSetting(`the parsing engine ${engine}`);
  const query = parameter(processor, "MetadataExtractionQuery");
  if (query === undefined) {
    throw new Error(
      "The processor MetadataExtraction has no MetadataExtractionQuery; set a jq query such as {key: .field}.",
    );
  }
  return query;
}

/** As an escape sequence, as the console writes it, or as the character itself. */
function readDelimiter(processor: Processor): string {
  const delimiter = parameter(processor, "Delimiter") ?? "\\n";
  return delimiter.replaceAll("\\n", "\n").replaceAll("\\r", "\r").replaceAll("\\t", "\t");
}

function parameter({ Parameters: parameters }: Processor, name: string): string | undefined {
  return parameters?.find(({ ParameterName }) => ParameterName === name)?.ParameterValue;
}
