import { VARCHAR } from "@duckdb/node-api";

import { type ScalarUdfs, udf } from "./scalar-udf";

/**
 * Splits a text into entries and the entries into keys and values.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/operator/scalar/SplitToMapFunction.java
 */
function entriesOf(text: string, entries: string, values: string): [key: string, value: string][] {
  if (entries === "") throw invalid("entryDelimiter is empty");
  if (values === "") throw invalid("keyValueDelimiter is empty");
  if (entries === values)
    throw invalid("entryDelimiter and keyValueDelimiter must not be the same");
  const parts = text.split(entries);
  // A delimiter at the end starts no entry.
  if (parts.at(-1) === "") parts.pop();
  return parts.map((part) => {
    const at = part.indexOf(values);
    if (at < 0 || part.includes(values, at + values.length)) {
      throw invalid(
        `Key-value delimiter must appear exactly once in each entry. Bad input: '${part}'`,
      );
    }
    return [part.slice(0, at), part.slice(at + values.length)];
  });
}

function invalid(reason: string): Error {
  return new Error(`INVALID_FUNCTION_ARGUMENT: ${reason}`);
}

/** `split_to_map` and `split_to_multimap`, which return the entries as JSON. */
export const SPLIT_TO_MAP_UDFS: ScalarUdfs = {
  trino_split_to_map: udf(
    [VARCHAR, VARCHAR, VARCHAR],
    VARCHAR,
    (text: string, entries: string, values: string) => {
      const map = new Map<string, string>();
      for (const [key, value] of entriesOf(text, entries, values)) {
        if (map.has(key)) throw invalid(`Duplicate keys (${key}) are not allowed`);
        map.set(key, value);
      }
      return JSON.stringify([...map].map(([k, v]) => ({ k, v })));
    },
  ),
  trino_split_to_multimap: udf(
    [VARCHAR, VARCHAR, VARCHAR],
    VARCHAR,
    (text: string, entries: string, values: string) => {
      const map = new Map<string, string[]>();
      for (const [key, value] of entriesOf(text, entries, values)) {
        map.set(key, [...(map.get(key) ?? []), value]);
      }
      return JSON.stringify([...map].map(([k, v]) => ({ k, v })));
    },
  ),
};
