import { parseDecimal } from "../../../formats/decimal";
import { parseDate } from "../../../formats/dates/timestamp";
import { fitsInteger } from "../../../formats/integer-range";
import { JsonNumber, type JsonValue } from "../../../formats/openx-json";
import type { IcebergType } from "../../iceberg/metadata/iceberg-type";

/** Types whose values are not nested. */
export type ScalarIcebergType = Exclude<IcebergType, { kind: "list" | "map" | "struct" }>;

const INTEGER = /^[+-]?\d+$/;
// What Java's Double.parseDouble accepts without a suffix, except hexadecimal.
const FLOATING = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/;
const LOCAL_DATE_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z?)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const HEXADECIMAL = /^(?:[0-9a-fA-F]{2})*$/;
const MICROSECONDS_OF_DAY = 86_400_000_000n;
/** Days of the years 1 to 9999. */
const [FIRST_DAY, LAST_DAY] = [-719_162n, 2_932_896n];

/**
 * Renders a JSON value as the canonical JSON of a column's type, in the forms that AWS documents.
 *
 * @returns JSON, or undefined if the value has none of these forms
 * @see https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-destination-supp.html
 */
export function renderIcebergScalar(type: ScalarIcebergType, value: JsonValue): string | undefined {
  const text = typeof value === "string" ? value : undefined;
  const number = value instanceof JsonNumber ? value.text : undefined;
  const either = text ?? number;
  switch (type.kind) {
    case "string":
      return text === undefined ? undefined : JSON.stringify(wellFormed(text));
    case "boolean":
      return renderBoolean(value);
    case "int":
      return renderInteger(either, "int");
    case "long":
      return renderInteger(either, "bigint");
    case "float":
      return renderFloating(either, Math.fround);
    case "double":
      return renderFloating(either, Number);
    case "decimal":
      return quoted(
        either === undefined ? undefined : parseDecimal(either, type.precision, type.scale),
      );
    case "date":
      return quoted(text === undefined ? dateOfEpoch(number) : parseDate(text));
    case "timestamp":
      return quoted(text === undefined ? timeOfEpoch(number) : parseLocalTime(text));
    case "timestamptz": {
      const utc = text === undefined ? timeOfEpoch(number) : parseLocalTime(text);
      return quoted(utc === undefined ? undefined : `${utc}+00`);
    }
    case "binary":
      return quoted(text === undefined ? undefined : bytesOf(text));
    default:
      return undefined;
  }
}

function renderBoolean(value: JsonValue): string | undefined {
  if (typeof value === "boolean") return String(value);
  if (value === "true" || value === "false") return value;
  if (!(value instanceof JsonNumber)) return undefined;
  return value.text === "1" ? "true" : value.text === "0" ? "false" : undefined;
}

function renderInteger(text: string | undefined, kind: "int" | "bigint"): string | undefined {
  if (text === undefined || !INTEGER.test(text)) return undefined;
  const integer = BigInt(text.replace("+", ""));
  return fitsInteger(integer, kind) ? integer.toString() : undefined;
}

function renderFloating(
  text: string | undefined,
  round: (value: number) => number,
): string | undefined {
  if (text === undefined || !FLOATING.test(text)) return undefined;
  const value = round(Number(text));
  if (Object.is(value, -0)) return "-0.0";
  return Number.isFinite(value) ? String(value) : JSON.stringify(String(value));
}

/** Days since 1970. */
function dateOfEpoch(text: string | undefined): string | undefined {
  const days = wholeNumber(text);
  if (days === undefined || days < FIRST_DAY || days > LAST_DAY) return undefined;
  return new Date(Number(days) * 86_400_000).toISOString().slice(0, 10);
}

/** Microseconds since 1970, as `yyyy-MM-dd HH:mm:ss.SSSSSS`. */
function timeOfEpoch(text: string | undefined): string | undefined {
  const microseconds = wholeNumber(text);
  if (microseconds === undefined) return undefined;
  const remainder =
    ((microseconds % MICROSECONDS_OF_DAY) + MICROSECONDS_OF_DAY) % MICROSECONDS_OF_DAY;
  const date = dateOfEpoch(String((microseconds - remainder) / MICROSECONDS_OF_DAY));
  if (date === undefined) return undefined;
  const time = new Date(Number(remainder / 1000n)).toISOString().slice(11, 23);
  return `${date} ${time}${String(remainder % 1000n).padStart(3, "0")}`;
}

/**
 * A date and time without an offset, or with `Z`. Of other offsets AWS does not say whether a column without a time
 * zone gets the local time or UTC, so they are no form of it here.
 */
function parseLocalTime(text: string): string | undefined {
  const parts = LOCAL_DATE_TIME.exec(text);
  if (parts === null) return undefined;
  const [, day = "", hour = "", minute = "", second = "00", fraction = ""] = parts;
  const date = parseDate(day);
  if (date === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  return `${date} ${hour}:${minute}:${second}.${fraction.slice(0, 6).padEnd(6, "0")}`;
}

/**
 * Bytes as base64 (also with line breaks, or with the letters for URLs) or as hexadecimal digits, which DuckDB reads as
 * `\xNN`. A text that can be both is neither: AWS does not say which it would be.
 */
function bytesOf(text: string): string | undefined {
  const standard = text.replace(/\r?\n/g, "").replaceAll("-", "+").replaceAll("_", "/");
  const isBase64 = BASE64.test(standard);
  const isHexadecimal = text !== "" && HEXADECIMAL.test(text);
  if (isBase64 === isHexadecimal) return undefined;
  const bytes = Buffer.from(isBase64 ? standard : text, isBase64 ? "base64" : "hex");
  return bytes.toString("hex").replace(/../g, "\\x$&");
}

function wholeNumber(text: string | undefined): bigint | undefined {
  return text !== undefined && INTEGER.test(text) ? BigInt(text.replace("+", "")) : undefined;
}

function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : JSON.stringify(text);
}

/** A lone surrogate has no UTF-8 encoding. */
function wellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, "\uFFFD") : text;
}
