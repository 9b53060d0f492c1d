import type { ColumnType } from "../dataset/column-type";
import type { StorageFormat } from "../dataset/storage-format";
import type { JsonSchema } from "./json-schema";

/** Types without nested values. */
export type ScalarColumnType = Exclude<ColumnType, { kind: "array" | "map" | "struct" }>;

/** Digits of a number that every JSON parser preserves; numbers with more digits are sent as text. */
const EXACT_DIGITS = 15;

const WHOLE_NUMBERS = {
  tinyint: { minimum: -128, maximum: 127 },
  smallint: { minimum: -32_768, maximum: 32_767 },
  int: { minimum: -2_147_483_648, maximum: 2_147_483_647 },
  bigint: { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
} as const;

/** Largest finite number of four bytes. */
const MAX_FLOAT = 3.402_823_466_385_288_6e38;

// Firehose reads smaller integers as seconds, and overflows where 64 bits of nanoseconds end:
// https://docs.aws.amazon.com/firehose/latest/dev/enable-record-format-conversion.html
const EPOCH_MILLISECONDS_FROM = 1_000_000_000_000;
const LATEST_EPOCH_SECOND = 9_223_372_036;

const DAY = String.raw`(?!0000)\d{4}-\d{2}-\d{2}`;
const TIME_OF_DAY = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?`;

/** Text formats of dates and times; the pattern is stricter than `format`, and works for validators without formats. */
export const dateFormat = { format: "date", pattern: `^${DAY}$` } as const;
const timestampFormat = { format: "date-time", pattern: `^${DAY}T${TIME_OF_DAY}Z$` } as const;
export const sqlTimestampFormat = { pattern: `^${DAY} ${TIME_OF_DAY}$` } as const;

/**
 * What producers may send for a scalar type: the one form that is delivered without loss, although Firehose accepts others
 * too. `x-rule` is the same in words.
 *
 * @param storage of the dataset @default "parquet"
 */
export function scalarSchema(type: ScalarColumnType, storage?: StorageFormat): JsonSchema {
  switch (type.kind) {
    case "boolean":
      return { type: "boolean", "x-rule": "true or false" };
    case "tinyint":
    case "smallint":
    case "int": {
      const range = WHOLE_NUMBERS[type.kind];
      return {
        type: "integer",
        ...range,
        "x-rule": `a whole number from ${range.minimum} to ${range.maximum}`,
      };
    }
    case "bigint":
      return {
        type: ["integer", "string"],
        ...WHOLE_NUMBERS.bigint,
        pattern: String.raw`^-?(?:\d{1,18}|[1-8]\d{18})$`,
        "x-rule": "a whole number, as text beyond 9007199254740991",
      };
    case "float":
      return {
        type: "number",
        minimum: -MAX_FLOAT,
        maximum: MAX_FLOAT,
        "x-rule": "a number of at most 3.4e38",
      };
    case "double":
      return { type: "number", "x-rule": "a number" };
    case "decimal":
      return decimalSchema(type.precision, type.scale);
    case "string":
      return { type: "string", "x-rule": "text" };
    case "char":
    case "varchar":
      return {
        type: "string",
        maxLength: type.length,
        "x-rule": `text of at most ${type.length} characters`,
      };
    case "binary":
      return {
        type: "string",
        contentEncoding: "base64",
        pattern: "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        "x-rule": "bytes in base64",
      };
    case "date":
      return { type: "string", ...dateFormat, "x-rule": 'a date such as "2026-01-31"' };
    case "timestamp":
      return storage === "iceberg" ? microsecondsSchema : timestampSchema;
  }
}

/**
 * The smallest number that is certainly microseconds: as milliseconds it is a day in the year 5138, as microseconds one in
 * 1973.
 */
export const EPOCH_MICROSECONDS_FROM = 100_000_000_000_000;

/** @see https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-destination-supp.html */
const microsecondsSchema: JsonSchema = {
  type: "integer",
  minimum: EPOCH_MICROSECONDS_FROM,
  maximum: Number.MAX_SAFE_INTEGER,
  "x-rule": "the microseconds since 1970, such as 1767225599999000",
};

const timestampSchema: JsonSchema = {
  anyOf: [
    { type: "string", ...timestampFormat },
    { type: "number", minimum: 1, maximum: LATEST_EPOCH_SECOND, description: "Seconds." },
    {
      type: "integer",
      minimum: EPOCH_MILLISECONDS_FROM,
      maximum: LATEST_EPOCH_SECOND * 1000,
      description: "Milliseconds.",
    },
  ],
  "x-rule":
    'a time in UTC such as "2026-01-31T23:59:59.999Z", or the seconds or milliseconds since 1970',
};

function decimalSchema(precision: number, scale: number): JsonSchema {
  const whole = precision - scale;
  const wholeDigits = Math.min(whole, EXACT_DIGITS);
  const fractionDigits = Math.min(scale, EXACT_DIGITS - wholeDigits);
  const greatest = Number(`0${"9".repeat(wholeDigits)}.${"9".repeat(fractionDigits)}`);
  const wholeForm = whole === 0 ? "0" : String.raw`\d{1,${whole}}`;
  const fractionForm = scale === 0 ? "" : String.raw`(?:\.\d{1,${scale}})?`;
  return {
    type: ["number", "string"],
    minimum: -greatest,
    maximum: greatest,
    pattern: `^-?${wholeForm}${fractionForm}$`,
    "x-rule": `a number of at most ${whole} digits before the point and ${scale} after it, as text beyond ${EXACT_DIGITS} digits`,
  };
}
