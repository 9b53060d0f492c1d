import type { HiveType } from "../../../formats/hive-type";
import { JsonNumber, jsonText } from "../../../formats/openx-json";
import type { JsonValue } from "../../../formats/openx-json";
import { isSameNumber } from "../../../formats/same-number";
import { countOf } from "../../terminal/count-of";
import { parseTimestamp } from "../../../formats/dates/timestamp";

/** Types that are not nested. */
export type HiveScalar = Exclude<HiveType, { kind: "array" | "map" | "struct" }>;

// The range of seconds and milliseconds that 64 bits of nanoseconds can represent.
const EPOCH_MILLISECONDS_FROM = 1e12;
const LATEST_SECOND = 9_223_372_036;

/** Shows the value that a column holds. */
type Show = (held: string) => string;

/**
 * How a value is changed in a column without an error; undefined if it is stored as sent.
 *
 * @param isPersonal whether no value may be shown
 */
export function scalarEffect(
  type: HiveScalar,
  value: JsonValue,
  isPersonal = false,
): string | undefined {
  if (value === null) return undefined;
  const show: Show = isPersonal ? () => "another value" : (held) => held;
  if (value instanceof JsonNumber) return numberEffect(type, value.text, show);
  if (typeof value === "string") return textEffect(type, value, show);
  return type.kind === "string" || type.kind === "char" || type.kind === "varchar"
    ? "becomes a string"
    : undefined;
}

function numberEffect(type: HiveScalar, text: string, show: Show): string | undefined {
  const sent = JSON.stringify(Number(text));
  const isRounded = !isSameNumber(text, sent);
  const rounded = isRounded ? `is rounded to ${show(sent)} by the publisher` : undefined;
  switch (type.kind) {
    case "string":
    case "char":
    case "varchar":
      if (rounded !== undefined) return `${rounded}, and becomes a string`;
      // The same number, but not the same text.
      return sent === text
        ? "becomes a string"
        : `becomes the string ${show(JSON.stringify(sent))}`;
    case "timestamp":
      return wrapEffect(text, show) ?? rounded;
    case "decimal":
      return rounded ?? fractionEffect(text, type.scale);
    case "float":
      return rounded ?? floatEffect(text, show);
    default:
      return rounded;
  }
}

/** A column of 32 bits holds about seven digits. */
function floatEffect(text: string, show: Show): string | undefined {
  const held = shortestFloat(Math.fround(Number(text)));
  return isSameNumber(text, held) ? undefined : `is rounded to ${show(held)} by the column`;
}

/** The shortest text that is read as the same number of 32 bits. */
function shortestFloat(value: number): string {
  for (let digits = 1; digits <= 9; digits += 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

function textEffect(type: HiveScalar, text: string, show: Show): string | undefined {
  switch (type.kind) {
    case "char":
    case "varchar":
      return Array.from(text).length > type.length
        ? `is truncated to ${countOf(type.length, "character")}`
        : undefined;
    case "boolean":
      return `is parsed as ${show(String(text.toLowerCase() === "true"))}`;
    case "tinyint":
    case "smallint":
    case "int":
      return "is parsed as a number";
    case "float":
    case "double": {
      const value = Number(text);
      const held = type.kind === "float" ? shortestFloat(Math.fround(value)) : String(value);
      const isRounded = !Number.isNaN(value) && !isSameNumber(text.trim(), held);
      return `is parsed as a number${isRounded ? ` and rounded to ${show(held)}` : ""}`;
    }
    case "decimal":
      return fractionEffect(text, type.scale);
    case "timestamp":
      return text.includes(":") ? undefined : (wrapEffect(text, show) ?? "is parsed as an epoch");
    default:
      return undefined;
  }
}

/** An epoch out of range wraps around to another time. */
function wrapEffect(text: string, show: Show): string | undefined {
  const size = Math.abs(Number(text));
  const seconds = size < EPOCH_MILLISECONDS_FROM || text.includes(".") ? size : size / 1000;
  if (seconds <= LATEST_SECOND) return undefined;
  return `is outside the years 1677 to 2262, and becomes ${show(parseTimestamp(text) ?? "no time")}`;
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
