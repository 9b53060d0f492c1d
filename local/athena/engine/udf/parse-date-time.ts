import { unsupportedReason } from "../../query-error";

/** An instant and its time zone. */
export interface ZonedInstant {
  /** Milliseconds since the epoch. */
  readonly epochMs: number;
  readonly zone: string;
}

/** As Joda's `dateTimeParser`, which requires no leading zeros, and after the date or the `T` nothing. */
const ISO =
  /^(?=[+-]?\d|T\d)(?:([+-]?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?)?(?:T(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?$/;

/**
 * Parses ISO 8601, for example `2026-11-23T08:00:00.000Z`. The default offset is that of the session's zone, UTC.
 *
 * @throws Error with Athena's error code and message
 */
export function parseIso8601(text: string): ZonedInstant {
  const match = ISO.exec(text);
  if (match === null && /^-?\d{4,}-?(?:W|\d{3}(?!\d))/.test(text)) {
    throw new Error(
      `NOT_SUPPORTED: ${unsupportedReason(`The date '${text}' by its week or its day of the year`)}`,
    );
  }
  if (match === null) throw invalidFormat(text);
  const [
    ,
    year = "1970",
    month = "1",
    day = "1",
    hour = "0",
    minute = "0",
    second = "0",
    fraction = "",
    offset,
  ] = match;
  const fields = [year, month, day, hour, minute, second].map(Number);
  const zone = zoneOfOffset(offset ?? "Z");
  return { epochMs: instant(fields, milliseconds(fraction), text) - offsetMs(zone), zone };
}

/**
 * Parses a timestamp with a pattern of `%` and letters, see `toParsePattern`.
 *
 * @throws Error with Athena's error code and message
 */
export function parseDateTime(text: string, pattern: string): ZonedInstant {
  const found = new Map<string, number>();
  let zone = "UTC";
  let offset = 0;
  const tokens = [...pattern.matchAll(/%([^])|([^%]+)/g)];
  for (const [index, [, letter, plain]] of tokens.entries()) {
    const rest = text.slice(offset);
    if (letter === undefined || letter === "%") {
      const expected = plain ?? "%";
      if (rest.slice(0, expected.length).toLowerCase() !== expected.toLowerCase())
        throw invalidFormat(text, rest);
      offset += expected.length;
      continue;
    }
    const next = tokens[index + 1]?.[1];
    const matched = field(letter, rest, next !== undefined && next in WIDTHS);
    if (matched === undefined) throw invalidFormat(text, rest);
    offset += matched.length;
    if (letter === "z") zone = zoneOfOffset(matched.text);
    else found.set(letter, matched.value);
  }
  if (offset < text.length) throw invalidFormat(text, text.slice(offset));
  return { epochMs: assemble(found, text) - offsetMs(zone), zone };
}

/** Maximum digits of each numeric field. */
const WIDTHS: Readonly<Record<string, number>> = {
  Y: 9,
  // The year of a MySQL pattern.
  C: 4,
  y: 2,
  m: 2,
  d: 2,
  H: 2,
  I: 2,
  M: 2,
  S: 2,
  f: 9,
  j: 3,
};

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

function field(
  letter: string,
  rest: string,
  digitsFollow: boolean,
): { text: string; value: number; length: number } | undefined {
  const width = letter === "Y" && digitsFollow ? 4 : WIDTHS[letter];
  if (width !== undefined) {
    const sign = letter === "Y" || letter === "C" ? "[+-]?" : "";
    const text = new RegExp(`^${sign}\\d{1,${width}}`).exec(rest)?.[0];
    if (text === undefined) return undefined;
    return { text, value: letter === "f" ? milliseconds(text) : Number(text), length: text.length };
  }
  if (letter === "z") {
    const text = /^(?:Z|[+-]\d{2}:?\d{2})/.exec(rest)?.[0];
    return text === undefined ? undefined : { text, value: 0, length: text.length };
  }
  const words = letter === "p" ? ["am", "pm"] : MONTHS;
  const lower = rest.toLowerCase();
  // Full names first, since `mar` is a prefix of `march`.
  for (const length of letter === "p" ? [2] : [Infinity, 3]) {
    const value = words.findIndex((word) => lower.startsWith(word.slice(0, length)));
    const word = words[value]?.slice(0, length);
    if (word !== undefined) return { text: word, value, length: word.length };
  }
  return undefined;
}

function assemble(found: ReadonlyMap<string, number>, text: string): number {
  const month = found.get("m") ?? monthOf(found);
  const shortYear = found.get("y");
  // Joda's default year is 2000, a leap year, if there is a month or a day.
  const implied = month !== undefined || found.has("d") ? 2000 : 1970;
  const year =
    found.get("Y") ??
    found.get("C") ??
    (shortYear === undefined ? implied : shortYear + (shortYear < 70 ? 2000 : 1900));
  const twelve = found.get("I");
  if (twelve !== undefined && (twelve < 1 || twelve > 12)) throw invalidFormat(text);
  const half = found.get("p") ?? 0;
  const hour = found.get("H") ?? (twelve === undefined ? 0 : (twelve % 12) + 12 * half);
  const dayOfYear = found.get("j");
  const base = instant(
    [year, month ?? 1, found.get("d") ?? 1, hour, found.get("M") ?? 0, found.get("S") ?? 0],
    found.get("f") ?? 0,
    text,
  );
  if (dayOfYear === undefined) return base;
  const result = base + (dayOfYear - 1) * 86_400_000;
  if (new Date(result).getUTCFullYear() !== year) throw invalidFormat(text);
  return result;
}

function monthOf(found: ReadonlyMap<string, number>): number | undefined {
  const named = found.get("b") ?? found.get("B");
  return named === undefined ? undefined : named + 1;
}

/** Years of JavaScript's dates, and of DuckDB's timestamps, are less. */
const LARGEST_YEAR = 270_000;

function instant(fields: readonly number[], fraction: number, text: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields;
  if (Math.abs(year) >= LARGEST_YEAR) {
    throw new Error(`NOT_SUPPORTED: ${unsupportedReason(`The year of '${text}'`)}`);
  }
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const inRange = hour < 24 && minute < 60 && second < 60;
  if (!inRange || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    throw invalidFormat(text);
  }
  return date.getTime() + hour * 3_600_000 + minute * 60_000 + second * 1000 + fraction;
}

function milliseconds(fraction: string): number {
  return Number(fraction.slice(0, 3).padEnd(3, "0"));
}

function zoneOfOffset(offset: string): string {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset);
  if (match === null) return "UTC";
  const zone = `${match[1]}${match[2]}:${match[3] ?? "00"}`;
  return /^[+-]00:00$/.test(zone) ? "UTC" : zone;
}

function offsetMs(zone: string): number {
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (match === null) return 0;
  const size = Number(match[2]) * 3_600_000 + Number(match[3]) * 60_000;
  return match[1] === "-" ? -size : size;
}

function invalidFormat(text: string, rest = text): Error {
  const where = rest === text ? "" : rest === "" ? " is too short" : ` is malformed at "${rest}"`;
  return new Error(`INVALID_FUNCTION_ARGUMENT: Invalid format: "${text}"${where}`);
}
