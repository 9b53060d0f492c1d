import type { JqQuery } from "./jq-query";
import type { JqOutcome } from "./jq-query";
import { extractionFailed } from "./partitioning-error";
import type { PartitioningError } from "./partitioning-error";

/** Partition keys of one record: values by name. */
export type PartitionKeys = ReadonlyMap<string, string>;

/**
 * Extracts the partition keys of records with a jq query.
 *
 * @returns for each record, in order, its keys or an error
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html
 */
export async function extractKeys(
  records: readonly Uint8Array[],
  query: JqQuery,
): Promise<(PartitionKeys | PartitioningError)[]> {
  const texts = records.map(jsonText);
  const documents = texts.filter((text) => text !== undefined);
  const outcomes = (await query.evaluate(documents)).values();
  return texts.map((text) => {
    if (text === undefined) return extractionFailed("Non JSON record provided");
    const { value: outcome } = outcomes.next();
    return readKeys(outcome ?? { error: "no output" });
  });
}

/** Distinguishes an error from keys. */
export function isPartitioningError(
  result: PartitionKeys | PartitioningError,
): result is PartitioningError {
  return !(result instanceof Map);
}

/** The record as text, if it is exactly one JSON document. */
function jsonText(record: Uint8Array): string | undefined {
  const text = Buffer.from(record.buffer, record.byteOffset, record.byteLength).toString("utf8");
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

function readKeys(outcome: JqOutcome): PartitionKeys | PartitioningError {
  if ("error" in outcome) return extractionFailed(`jq: ${outcome.error}`);
  const [output, ...more] = outcome.outputs;
  if (more.length > 0 || typeof output !== "object" || output === null || Array.isArray(output)) {
    return extractionFailed(
      `The query returns ${more.length > 0 ? `${more.length + 1} results` : JSON.stringify(output ?? null)}, expected one object of keys and values`,
    );
  }
  const keys = new Map<string, string>();
  for (const [name, value] of Object.entries(output)) {
    if (value === null || value === "") {
      return extractionFailed("partitionKeys values must not be null or empty");
    }
    if (typeof value === "object") {
      return extractionFailed(`The value of the partition key ${name} is not a scalar`);
    }
    keys.set(name, String(value));
  }
  return keys;
}
