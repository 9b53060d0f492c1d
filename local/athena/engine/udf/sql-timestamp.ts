import { unsupportedReason } from "../../query-error";
import { messageOf } from "../../../../errors/message-of";
import { trimWhiteSpace } from "../../types/white-space";
import { normalizeZoneId } from "./time-zone";

/** A zone directly after the date, without a space, is none. */
const TIMESTAMP =
  /^([+-]?\d{4,})-(\d{1,2})-(\d{1,2})(?: (?:(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,12}))?)?)?[ \t-\r]*([A-Za-z+-][\w/+:-]*)?)?$/;

const DATE = /^([+-]?\d{1,9})-(\d{1,2})-(\d{1,2})$/;

/** Parses `2026-11-23` as CAST does. @returns microseconds since the epoch @throws Error INVALID_CAST_ARGUMENT */
export function parseDate(text: string): bigint {
  const match = DATE.exec(trimWhiteSpace(text));
  if (match === null) throw invalid(text, "date");
  const [, year, month, day] = match;
  const date = dateOf(Number(year), Number(month), Number(day));
  if (date === undefined) throw invalid(text, "date");
  return BigInt(date.getTime()) * 1000n;
}

/** Years of Trino's dates, about, which are days in 32 bits. */
const LARGEST_YEAR = 5_881_580;

/** @throws Error NOT_SUPPORTED for a date of Trino's beyond those of JavaScript */
function dateOf(year: number, month: number, day: number): Date | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (Number.isNaN(date.getTime()) && Math.abs(year) <= LARGEST_YEAR) {
    // The calendar repeats itself.
    if (dateOf(year % 400, month, day) === undefined) return undefined;
    throw new Error(`NOT_SUPPORTED: ${unsupportedReason(`A date of the year ${year}`)}`);
  }
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined;
}

/**
 * Parses `2026-11-23 08:30:15.123` as CAST does; ISO 8601 with a `T` is rejected, a time zone is ignored.
 *
 * @returns local microseconds since the epoch
 * @throws Error with Athena's error code and message
 */
export function parseSqlTimestamp(text: string): bigint {
  const { local, zone } = parse(text, "timestamp");
  if (zone !== undefined) zoneOf(zone, text, "timestamp");
  return local;
}

/**
 * Whether a text has the form of a timestamp without white space around it, which a literal may not have.
 *
 * @returns the text after the digits of its seconds, and these digits; undefined for another form
 */
export function timestampParts(text: string): { fraction: string; zone: string } | undefined {
  const match = TIMESTAMP.exec(text);
  return match === null ? undefined : { fraction: match[7] ?? "", zone: match[8] ?? "" };
}

/** Like {@link parseSqlTimestamp}, with a time zone at the end; the default is the session's zone, UTC. */
export function parseZonedTimestamp(text: string): { local: bigint; zone: string } {
  const { local, zone } = parse(text, "timestamp with time zone");
  return {
    local,
    zone: zone === undefined ? "UTC" : zoneOf(zone, text, "timestamp with time zone"),
  };
}

function zoneOf(zone: string, text: string, type: string): string {
  try {
    return normalizeZoneId(zone);
  } catch (error) {
    if (messageOf(error).startsWith("NOT_SUPPORTED")) throw error;
    throw invalid(text, type);
  }
}

function parse(text: string, type: string): { local: bigint; zone: string | undefined } {
  const match = TIMESTAMP.exec(trimWhiteSpace(text));
  if (match === null) throw invalid(text, type);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((field: string | undefined) => Number(field ?? "0"));
  const date = dateOf(year, month, day);
  const inRange = hour < 24 && minute < 60 && second < 60;
  if (!inRange || date === undefined) throw invalid(text, type);
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
  // Rounded to microseconds by the seventh digit.
  const digits = (match[7] ?? "").padEnd(7, "0");
  const micros = BigInt(digits.slice(0, 6)) + (Number(digits.charAt(6)) >= 5 ? 1n : 0n);
  return { local: BigInt(seconds) * 1_000_000n + micros, zone: match[8] };
}

function invalid(text: string, type: string): Error {
  return new Error(`INVALID_CAST_ARGUMENT: Value cannot be cast to ${type}: ${text}`);
}
