import { normalizeZoneId } from "./time-zone";

const TIMESTAMP =
  /^\s*(\d{4,})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,12}))?)?)?(?:\s*([A-Za-z+-][\w/+:-]*))?\s*$/;

/**
 * Reads `2026-11-23 08:30:15.123` as CAST does: a `T` between date and time is no timestamp.
 *
 * @returns microseconds since 1970 on the clock that the text shows
 * @throws Error with Athena's code and text
 */
export function parseTimestamp(text: string): bigint {
  const { clock, zone } = parse(text, "timestamp");
  if (zone !== undefined) throw invalid(text, "timestamp");
  return clock;
}

/** Like {@link parseTimestamp}, with a zone behind; without one the session's, UTC, holds. */
export function parseZonedTimestamp(text: string): { clock: bigint; zone: string } {
  const { clock, zone } = parse(text, "timestamp with time zone");
  return { clock, zone: zone === undefined ? "UTC" : normalizeZoneId(zone) };
}

function parse(text: string, type: string): { clock: bigint; zone: string | undefined } {
  const match = TIMESTAMP.exec(text);
  if (match === null) throw invalid(text, type);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((field: string | undefined) => Number(field ?? "0"));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const inRange = hour < 24 && minute < 60 && second < 60;
  if (!inRange || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    throw invalid(text, type);
  }
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
  // A seventh digit decides how the sixth is rounded.
  const digits = (match[7] ?? "").padEnd(7, "0");
  const micros = BigInt(digits.slice(0, 6)) + (Number(digits.charAt(6)) >= 5 ? 1n : 0n);
  return { clock: BigInt(seconds) * 1_000_000n + micros, zone: match[8] };
}

function invalid(text: string, type: string): Error {
  return new Error(`INVALID_CAST_ARGUMENT: Value cannot be cast to ${type}: ${text}`);
}
