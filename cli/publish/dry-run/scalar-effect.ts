import type { HiveType } from "../../../formats/hive-type";
import { JsonNumber, jsonText } from "../../../formats/openx-json";
import type { JsonValue } from "../../../formats/openx-json";
import { isSameNumber } from "../../../formats/same-number";
import { parseTimestamp } from "../../../formats/dates/timestamp";

/** Types that are not nested. */
export type HiveScalar = Exclude<HiveType, { kind: "array" | "map" | "struct" }>;

// The range of seconds and milliseconds that 64 bits of nanoseconds can represent.
const EPOCH_MILLISECONDS_FROM = 1e12;
const LATEST_SECOND = 9_223_372_036;

/** How a value is changed in a column without an error; undefined if it is stored as sent. */
export function scalarEffect(type: HiveScalar, value: JsonValue): string | undefined {
  if (value === null) return undefined;
  if (value instanceof JsonNumber) return numberEffect(type, value.text);
  if (typeof value === "string") return textEffect(type, value);
  return type.kind === "string" || type.kind === "char" || type.kind === "varchar"
    ? "becomes a string"
    : undefined;
}

function numberEffect(type: HiveScalar, text: string): string | undefined {
  const sent = JSON.stringify(Number(text));
  const isRounded = !isSameNumber(text, sent);
  const rounded = isRounded ? `is rounded to ${sent} by the publisher` : undefined;
  switch (type.kind) {
    case "string":
    case "char":
    case "varchar":
      return rounded === undefined ? "becomes a string" : `${rounded}, and becomes a string`;
    case "timestamp":
      return wrapEffect(text) ?? rounded;
    case "decimal":
      return rounded ?? fractionEffect(text, type.scale);
    case "float":
      return rounded ?? floatEffect(text);
    default:
      return rounded;
  }
}

/** A column of 32 bits holds about seven digits. */
function floatEffect(text: string): string | undefined {
  const held = shortestFloat(Math.fround(Number(text)));
  return isSameNumber(text, held) ? undefined : `is rounded to ${held} by the column`;
}

/** The shortest text that is read as the same number of 32 bits. */
function shortestFloat(value: number): string {
  for (let digits = 1; digits <= 9; digits += 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

function textEffect(type: HiveScalar, text: string): string | undefined {
  switch (type.kind) {
    case "char":
    case "varchar":
      return Array.from(text).length > type.length
        ? `is truncated to ${type.length} characters`
        : undefined;
    case "boolean":
      return `is parsed as ${text.toLowerCase() === "true"}`;
    case "tinyint":
    case "smallint":
    case "int":
      return "is parsed as a number";
    case "float":
    case "double": {
      const value = Number(text);
      const held = type.kind === "float" ? shortestFloat(Math.fround(value)) : String(value);
      const isRounded = !Number.isNaN(value) && !isSameNumber(text.trim(), held);
      return `is parsed as a number${isRounded ? ` and rounded to ${held}` : ""}`;
    }
    case "decimal":
      return fractionEffect(text, type.scale);
    case "timestamp":
      return text.includes(":") ? undefined : (wrapEffect(text) ?? "is parsed as an epoch");
    default:
      return undefined;
  }
}

/** An epoch out of range wraps around to another time. */
function wrapEffect(text: string): string | undefined {
  const size = Math.abs(Number(text));
  const seconds = size < EPOCH_MILLISECONDS_FROM || text.includes(".") ? size : size / 1000;
  if (seconds <= LATEST_SECOND) return undefined;
  return `is outside the years 1677 to 2262, and becomes ${parseTimestamp(text) ?? "no time"}`;
}

function fractionEffect(text: string, scale: number): string | undefined {
  const fraction = /^[^.eE]*\.(\d*?)0*$/.exec(text)?.[1] ?? "";
  return fraction.length > scale ? `is rounded to ${scale} decimal places` : undefined;
}

/** A value as JSON, truncated to 60 characters. */
export function shownValue(value: JsonValue): string {
  const text = jsonText(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
