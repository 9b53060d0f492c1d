import { maxPartitionValueLength, unknownPartition } from "../../model/dataset/partition-by";
import type { FieldKey } from "../../model/dataset/partition-keys";

/**
 * The jq query with which Firehose extracts the partition keys of a record: one object, in which every key has a value that is
 * valid in a prefix, whatever the record contains. A record with a missing or empty key would be written to the error prefix.
 *
 * It uses only features that jq 1.6 always has: no regular expressions, since jq can be built without them, and no
 * definitions. It does not fail for any JSON value, including arrays and numbers.
 *
 * @param jsonKeys keys of the columns whose key is not their name, by column
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html
 */
export function partitionKeyQuery(
  keys: readonly FieldKey[],
  jsonKeys: Readonly<Record<string, string>> = {},
): string {
  return `{${keys.map((key) => `${key.name}:(${valueQuery(key, jsonKeys)})`).join(",")}}`;
}

function valueQuery(
  { path, values }: FieldKey,
  jsonKeys: Readonly<Record<string, string>>,
): string {
  const [column = "", ...fields] = path.split(".");
  const key = Object.hasOwn(jsonKeys, column) ? jsonKeys[column] : undefined;
  const first = key === undefined ? column : `[${JSON.stringify(key)}]`;
  const text = `(try .${[first, ...fields].join(".")} catch null)|if type=="string" or type=="number" or type=="boolean" then tostring else "" end`;
  return `${text}|${values === undefined ? anyValueQuery() : declaredValueQuery(values)}`;
}

function declaredValueQuery(values: readonly string[]): string {
  const known = values.map((value) => `.==${JSON.stringify(value)}`).join(" or ");
  return `if ${known} then . else "${unknownPartition}" end`;
}

/** Keeps letters, digits and `-._`, and replaces every other character with `_`: a slash would add a level to the prefix. */
function anyValueQuery(): string {
  const [dash, dot, underscore] = ["-", ".", "_"].map(code);
  const kept = [
    ...[
      ["0", "9"],
      ["A", "Z"],
      ["a", "z"],
    ].map(([from = "", to = ""]) => `(.>=${code(from)} and .<=${code(to)})`),
    `.==${dash}`,
    `.==${dot}`,
    `.==${underscore}`,
  ];
  return [
    `explode|.[0:${maxPartitionValueLength}]`,
    `map(if ${kept.join(" or ")} then . else ${underscore} end)`,
    `implode|if .=="" then "${unknownPartition}" else . end`,
  ].join("|");
}

function code(character: string): number {
  return character.charCodeAt(0);
}
