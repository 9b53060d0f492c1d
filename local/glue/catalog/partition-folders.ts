/** A partition key of a table. */
export interface TablePartitionKey {
  readonly name: string;
  /** Hive type, for example `bigint`. */
  readonly type: string;
}

const WHOLE_NUMBER_TYPES = new Set(["tinyint", "smallint", "int", "integer", "bigint"]);

/** Hive's folder value for null. */
export const NULL_PARTITION_VALUE = "__HIVE_DEFAULT_PARTITION__";

/**
 * Parses the value of a Hive-style folder, `hour=05` for the key `hour`.
 *
 * @returns undefined if the folder has another key, or its value does not have the key's type
 */
export function partitionFolderValue(key: TablePartitionKey, folder: string): string | undefined {
  const separator = folder.indexOf("=");
  if (separator < 0) return undefined;
  if (unescapeFolder(folder.slice(0, separator)).toLowerCase() !== key.name.toLowerCase()) {
    return undefined;
  }
  const value = unescapeFolder(folder.slice(separator + 1));
  return isValueOf(key, value) ? value : undefined;
}

/** The folders of a partition relative to its table, `year=2026/month=11/`. */
export function partitionFolder(
  keys: readonly TablePartitionKey[],
  values: readonly string[],
): string {
  return keys
    .map((key, index) => `${escapeFolder(key.name)}=${escapeFolder(values[index] ?? "")}/`)
    .join("");
}

function isValueOf(key: TablePartitionKey, value: string): boolean {
  if (value === "") return false;
  if (value === NULL_PARTITION_VALUE) return true;
  const type = key.type.toLowerCase();
  if (WHOLE_NUMBER_TYPES.has(type)) return /^-?\d+$/.test(value);
  if (type === "date") return /^\d{4}-\d{2}-\d{2}$/.test(value);
  return true;
}

// Hive writes these characters of a value as %XX:
// https://github.com/apache/hive/blob/master/common/src/java/org/apache/hadoop/hive/common/FileUtils.java
const ESCAPED = `"#%'*/:=?\\\u007f{[]^`;

function escapeFolder(value: string): string {
  return Array.from(value, (character) =>
    ESCAPED.includes(character) || character < " "
      ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`
      : character,
  ).join("");
}

function unescapeFolder(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}
