import { parseDecimal } from "./decimal";
import type { HiveType } from "./hive-type";
import { fitsInteger, type IntegerKind } from "./integer-range";
import { parseDate, parseTimestamp } from "./dates/timestamp";

/** The kind of a value in the JSON document. */
export type JsonKind = "string" | "number" | "boolean" | "container";

/** Hive types that are not nested. */
export type ScalarHiveType = Exclude<HiveType, { kind: "array" | "map" | "struct" }>;

// What Java's Double.parseDouble accepts, except hexadecimal.
const FLOATING = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/;

/**
 * Renders a JSON value as the canonical JSON of a scalar column type. As lenient as the OpenX deserializer: a quoted
 * number is a number, and any value is a string.
 *
 * @param text the content of a string, or the JSON of any other value
 * @returns JSON, or undefined if the value does not fit the type
 */
export function renderScalar(
  type: ScalarHiveType,
  text: string,
  kind: JsonKind,
): string | undefined {
  if (type.kind === "string") return quote(text);
  if (type.kind === "varchar") return quote(truncate(text, type.length));
  if (type.kind === "char") return quote(truncate(text, type.length).replace(/ +$/, ""));
  if (type.kind === "boolean") return renderBoolean(text, kind);
  if (kind === "boolean" || kind === "container") return undefined;
  switch (type.kind) {
    case "tinyint":
    case "smallint":
    case "int":
    case "bigint":
      return renderInteger(text, type.kind);
    case "float":
      return renderFloating(text, Math.fround);
    case "double":
      return renderFloating(text, Number);
    case "decimal":
      return optionalQuote(parseDecimal(text, type.precision, type.scale));
    case "date":
      return optionalQuote(parseDate(text));
    case "timestamp":
      return optionalQuote(parseTimestamp(text));
    case "binary":
      return optionalQuote(parseBinary(text));
  }
}

function renderBoolean(text: string, kind: JsonKind): string | undefined {
  if (kind === "boolean") return text;
  // Java's Boolean.parseBoolean: every other word is false.
  return kind === "string" ? String(text.toLowerCase() === "true") : undefined;
}

function renderInteger(text: string, kind: IntegerKind): string | undefined {
  const hexadecimal = /^0[xX]([+-]?)([0-9a-fA-F]+)$/.exec(text);
  if (hexadecimal === null && !/^[+-]?\d+$/.test(text)) return undefined;
  const value =
    hexadecimal === null
      ? BigInt(text.replace("+", ""))
      : BigInt(`0x${hexadecimal[2]}`) * (hexadecimal[1] === "-" ? -1n : 1n);
  return fitsInteger(value, kind) ? value.toString() : undefined;
}

function renderFloating(text: string, round: (value: number) => number): string | undefined {
  const trimmed = text.trim();
  if (!FLOATING.test(trimmed)) return undefined;
  const value = round(Number(trimmed.replace(/[fFdD]$/, "")));
  if (Object.is(value, -0)) return "-0.0";
  return Number.isFinite(value) ? String(value) : quote(String(value));
}

/** Binary columns are base64 in JSON; DuckDB reads bytes as `\xNN`. */
function parseBinary(text: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    return undefined;
  }
  return Buffer.from(text, "base64").toString("hex").replace(/../g, "\\x$&");
}

function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  return Array.from(text).slice(0, length).join("");
}

function optionalQuote(text: string | undefined): string | undefined {
  return text === undefined ? undefined : quote(text);
}

function quote(text: string): string {
  // A lone surrogate has no UTF-8 encoding.
  const hasSurrogates = /[\ud800-\udfff]/.test(text);
  return JSON.stringify(hasSurrogates ? text.replace(/\p{Surrogate}/gu, "\uFFFD") : text);
}
