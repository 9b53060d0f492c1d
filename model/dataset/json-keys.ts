import type { ColumnType, Columns } from "./column-type";

/** How the OpenX deserializer of a delivery stream finds the columns of a table in the keys of an event. */
export interface JsonKeySettings {
  /** False only if two columns are read from keys that differ in case alone. */
  readonly caseInsensitive: boolean;
  /** Whether the dots in keys become underscores before they are compared. */
  readonly convertDotsInJsonKeysToUnderscores: boolean;
  /** Keys of the columns that have another name than their key, by column. */
  readonly columnToJsonKeyMappings: Readonly<Record<string, string>>;
}

/** The key that a column is read from: its `from`, or its name. */
export function jsonKeyOf(name: string, { notes }: ColumnType): string {
  return notes.from ?? name;
}

/** Keys of the columns whose key is not their name, by column, in the order of the table. */
export function jsonKeys(columns: Columns): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(columns)
      .map(([name, type]) => [name, jsonKeyOf(name, type)] as const)
      .filter(([name, key]) => name !== key),
  );
}

/**
 * The settings with which every column is read from its key.
 *
 * Firehose lower-cases the keys of events unless two of them would become equal; whether it lower-cases the keys in the
 * mappings too is not documented, so they are written in lower case then. The same holds for dots, which it replaces with
 * underscores: the mapping has the key after that. Where that would make two keys equal, dots stay as they are.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html keys that differ in case only
 */
export function jsonKeySettings(columns: Columns): JsonKeySettings {
  const keys = Object.entries(columns).map(([name, type]) => jsonKeyOf(name, type));
  const caseInsensitive = areDistinct(keys.map((key) => key.toLowerCase()));
  const cased = (key: string) => (caseInsensitive ? key.toLowerCase() : key);
  const convertDotsInJsonKeysToUnderscores =
    keys.some((key) => key.includes(".")) &&
    areDistinct(keys.map((key) => withoutDots(cased(key))));
  const settings = { caseInsensitive, convertDotsInJsonKeysToUnderscores };
  const mappings = Object.entries(columns)
    .map(([name, type]) => [name, comparedKey(jsonKeyOf(name, type), settings)] as const)
    .filter(([name, key]) => name !== key);
  return { ...settings, columnToJsonKeyMappings: Object.fromEntries(mappings) };
}

/** A key of an event as the deserializer compares it with the keys of columns. */
export function comparedKey(
  key: string,
  settings: Pick<JsonKeySettings, "caseInsensitive" | "convertDotsInJsonKeysToUnderscores">,
): string {
  const cased = settings.caseInsensitive ? key.toLowerCase() : key;
  return settings.convertDotsInJsonKeysToUnderscores ? withoutDots(cased) : cased;
}

/** Finds the column that a key of an event belongs to; undefined if there is none. */
export function columnFinder(columns: Columns): (key: string) => string | undefined {
  const settings = jsonKeySettings(columns);
  const found = new Map(
    Object.entries(columns).map(([name, type]) => [
      comparedKey(jsonKeyOf(name, type), settings),
      name,
    ]),
  );
  return (key) => found.get(comparedKey(key, settings));
}

/**
 * The keys of an event that lead to a field.
 *
 * @param path dotted path of the field, with the name of its column
 */
export function eventPath(columns: Columns, path: string): readonly string[] {
  const [name = "", ...fields] = path.split(".");
  const type = Object.hasOwn(columns, name) ? columns[name] : undefined;
  return [type === undefined ? name : jsonKeyOf(name, type), ...fields];
}

function withoutDots(key: string): string {
  return key.replaceAll(".", "_");
}

/** Whether no text occurs twice. */
export function areDistinct(keys: readonly string[]): boolean {
  return new Set(keys).size === keys.length;
}
