import { NULL_PARTITION_VALUE } from "../partition-folders";

/** A value of a partition key in a form that `<` and `===` compare; null is Hive's value for null. */
export type KeyValue = string | bigint | null;

/** How the values of a type are read; undefined if a text is not of the type. */
interface KeyType {
  /** With article, for errors. */
  readonly title: string;
  readonly supportsLike?: boolean;
  readonly parse: (text: string) => string | bigint | undefined;
}

const INTEGER: KeyType = {
  title: "an integer",
  parse: (text) => (/^[+-]?\d+$/.test(text) ? BigInt(text.replace("+", "")) : undefined),
};
const STRING: KeyType = { title: "a string", supportsLike: true, parse: (text) => text };

/** Digits of the fraction of Hive's longest decimal. */
const FRACTION_DIGITS = 38;

const DECIMAL: KeyType = {
  title: "a decimal",
  parse: (text) => {
    const [, sign, whole = "", fraction = ""] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
    if (whole + fraction === "" || fraction.length > FRACTION_DIGITS) return undefined;
    const unscaled = BigInt(whole + fraction.padEnd(FRACTION_DIGITS, "0"));
    return sign === "-" ? -unscaled : unscaled;
  },
};

const DATE: KeyType = { title: "a date", parse: (text) => (isDate(text) ? text : undefined) };

const TIMESTAMP: KeyType = {
  title: "a timestamp, yyyy-mm-dd hh:mm:ss[.fffffffff]",
  parse: (text) => {
    const [, date, time, fraction = ""] =
      /^(\d{4}-\d{2}-\d{2}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?$/.exec(text) ?? [];
    if (date === undefined || time === undefined || !isDate(date)) return undefined;
    return `${date} ${time}.${fraction.padEnd(9, "0")}`;
  },
};

/** Types of keys by which GetPartitions filters: https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html */
const KEY_TYPES: ReadonlyMap<string, KeyType> = new Map([
  ["tinyint", INTEGER],
  ["smallint", INTEGER],
  ["int", INTEGER],
  ["integer", INTEGER],
  ["bigint", INTEGER],
  ["long", INTEGER],
  ["decimal", DECIMAL],
  ["string", STRING],
  ["char", STRING],
  ["varchar", STRING],
  ["date", DATE],
  ["timestamp", TIMESTAMP],
]);

/** The type of a partition key; undefined for those by which Glue can't filter. */
export function keyTypeOf(hiveType: string): KeyType | undefined {
  return KEY_TYPES.get(hiveType.toLowerCase().replace(/\s*\(.*$/s, ""));
}

/** Reads a value of a partition or a literal. @returns undefined if it is not of the type */
export function parseKeyValue(type: KeyType, text: string): KeyValue | undefined {
  return text === NULL_PARTITION_VALUE ? null : type.parse(text);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(+date) && date.toISOString().startsWith(text);
}
