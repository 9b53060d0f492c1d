import { parseDecimal } from "../../../../../formats/decimal";
import type { HiveType } from "../../../../../formats/hive-type";
import { fitsInteger, type IntegerKind } from "../../../../../formats/integer-range";

const FLOATING = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/;
const HEXADECIMAL = /^[+-]?0[xX][\da-fA-F.]+[pP]/;
// Java's lenient formats take more digits than two.
const DAY = /^([+-]?\d+)-(\d{1,9})-(\d{1,9})$/;
const TIME = /^(\d{1,9}):(\d{1,9}):(\d{1,9})(?:\.(\d{0,9}))?$/;
/** After a `T`, seconds may be missing. */
const ISO_TIME = /^(\d{1,9}):(\d{1,9})(?::(\d{1,9})(?:\.(\d{0,9}))?)?$/;

/** The character that stands for bytes that are no UTF-8. */
const REPLACEMENT = "\uFFFD";

function isTextType({ kind }: HiveType): boolean {
  return kind === "string" || kind === "varchar" || kind === "char";
}

/**
 * The value of a field of LazySimpleSerDe as text that DuckDB casts to the type; null for a text that is none of it. As
 * lenient as Hive: `1.5` is the integer 1, and 30 February is 1 March.
 *
 * @returns undefined for a text that is not supported here
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/simple/SimpleDeserializer.java
 */
export function lazyValue(type: HiveType, text: string): string | null | undefined {
  // Trino keeps the bytes of what is no UTF-8, of which a text here has lost them.
  if (text.includes(REPLACEMENT) && isTextType(type)) return undefined;
  switch (type.kind) {
    case "string":
      return text;
    case "varchar":
      return firstCharacters(text, type.length);
    case "char":
      return paddedText(text, type.length);
    case "boolean":
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() : null;
    case "tinyint":
    case "smallint":
    case "int":
    case "bigint":
      return integer(text, type.kind);
    case "float":
    case "double":
      return floatingText(text, type.kind);
    case "decimal":
      return parseDecimal(text, type.precision, type.scale) ?? null;
    case "date":
      return hiveDate(text);
    case "timestamp":
      return hiveTimestamp(text);
    default:
      return undefined;
  }
}

/** The first characters of a text, of which a surrogate pair is one. */
export function firstCharacters(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join("");
}

/** The first characters of a text, and spaces up to a length in characters. */
export function paddedText(text: string, length: number): string {
  const kept = firstCharacters(text, length);
  return kept + " ".repeat(length - [...kept].length);
}

function integer(text: string, kind: IntegerKind): string | null {
  const whole = /^([+-]?)(\d*)(?:\.\d*)?$/.exec(text);
  if (whole === null || /^[+-]?$/.test(text)) return null;
  const value = BigInt(`${whole[2] ?? ""}` || "0") * (whole[1] === "-" ? -1n : 1n);
  return fitsInteger(value, kind) ? String(value) : null;
}

/**
 * A floating-point number as Java's `parseDouble` reads it; null for a text that is none.
 *
 * @returns undefined for a hexadecimal number, which is not supported here
 */
export function floatingText(text: string, kind: "float" | "double"): string | null | undefined {
  const trimmed = text.trim();
  if (HEXADECIMAL.test(trimmed)) return undefined;
  if (!FLOATING.test(trimmed)) return null;
  const value = Number(trimmed.replace(/[fFdD]$/, "").replace(/^\+/, ""));
  return text === "" ? null : signed(kind === "float" ? Math.fround(value) : value);
}

function signed(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/**
 * A date as Hive reads it: the year may have more or fewer than four digits, months and days beyond their ends go on,
 * and what follows a space is ignored. Null for a text that is none.
 *
 * @returns undefined for a year that is not supported here
 */
export function hiveDate(text: string): string | null | undefined {
  return day(text.trim().split(" ", 1)[0] ?? "");
}

function day(text: string): string | null | undefined {
  const found = DAY.exec(text);
  if (found === null) return null;
  return dateText(instant(found, []));
}

/**
 * A timestamp as Hive reads it, rounded to milliseconds; null for a text that is none.
 *
 * @returns undefined for a year that is not supported here
 */
export function hiveTimestamp(text: string): string | null | undefined {
  return timestamp(text.trim());
}

function timestamp(text: string): string | null | undefined {
  const [date = "", time = "", ...rest] = text.split(/[ T]/);
  const form = text.includes("T") ? ISO_TIME : TIME;
  const [found, clock] = [DAY.exec(date), form.exec(time)];
  if (found === null || clock === null || rest.length > 0) return null;
  const at = instant(found, clock);
  const rounded = new Date(at.getTime() + milliseconds(clock[4] ?? ""));
  const whole = dateText(rounded);
  return whole === undefined ? undefined : `${whole} ${rounded.toISOString().slice(-13, -1)}`;
}

/** The milliseconds, rounded half up, of the digits after the point: the precision of Athena's timestamps. */
function milliseconds(digits: string): number {
  return Number(digits.slice(0, 3).padEnd(3, "0")) + (digits.charAt(3) >= "5" ? 1 : 0);
}

function instant(date: RegExpExecArray, time: readonly (string | undefined)[]): Date {
  const [, year, month, dayOfMonth] = date.map(Number);
  const [, hour = "0", minute = "0", second = "0"] = time;
  const at = new Date(0);
  // Unlike Date.UTC, it takes the year 24 as it is; months and days beyond their ends go on.
  at.setUTCFullYear(year ?? 0, (month ?? 1) - 1, dayOfMonth);
  at.setUTCHours(Number(hour), Number(minute), Number(second));
  return at;
}

/** @returns undefined for a year that DuckDB writes in another way */
function dateText(date: Date): string | undefined {
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return undefined;
  return `${String(year).padStart(4, "0")}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
