import { maxPartitionValueLength, unknownPartition } from "../../model/dataset/partition-by";
import type { FieldKey } from "../../model/dataset/partition-keys";

/**
 * The jq query by which Firehose takes the partition keys out of a record: one object, with a value for each key that
 * can be the name of a folder, whatever the record has there. A record without a key, or with an empty one, would end in
 * the error folder.
 *
 * It keeps to what the service's jq 1.6 is sure to have: no regular expressions, which jq may be built without, and no
 * definitions. It errs on no record that is JSON, an array or a number included.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html
 */
export function partitionKeyQuery(keys: readonly FieldKey[]): string {
  return `{${keys.map((key) => `${key.name}:(${valueQuery(key)})`).join(",")}}`;
}

function valueQuery({ path, values }: FieldKey): string {
  const text = `(try .${path} catch null)|if type=="string" or type=="number" or type=="boolean" then tostring else "" end`;
  return `${text}|${values === undefined ? folderQuery() : declaredQuery(values)}`;
}

function declaredQuery(values: readonly string[]): string {
  const known = values.map((value) => `.==${JSON.stringify(value)}`).join(" or ");
  return `if ${known} then . else "${unknownPartition}" end`;
}

/** Letters, digits and `-._` stay, each other character becomes `_`: a slash would make two folders of one. */
function folderQuery(): string {
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
