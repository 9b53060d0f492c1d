import { normalizeZoneId } from "./time-zone";

const TIMESTAMP =
  /^\s*(\d{4,})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,12}))?)?)?(?:\s*([A-Za-z+-][\w/+:-]*))?\s*$/;

/**
 * Parses `2026-11-23 08:30:15.123` as CAST does; ISO 8601 with a `T` is rejected.
 *
 * @returns local microseconds since the epoch
 * @throws Error with Athena's error code and message
 */
export function parseSqlTimestamp(text: string): bigint {
  const { local, zone } = parse(text, "timestamp");
  if (zone !== undefined) throw invalid(text, "timestamp");
  return local;
}

/** Like {@link parseSqlTimestamp}, with a time zone at the end; the default is the session's zone, UTC. */
export function parseZonedTimestamp(text: string): { local: bigint; zone: string } {
  const { local, zone } = parse(text, "timestamp with time zone");
  return { local, zone: zone === undefined ? "UTC" : normalizeZoneId(zone) };
}

function parse(text: string, type: string): { local: bigint; zone: string | undefined } {
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
  // Rounded to microseconds by the seventh digit.
  const digits = (match[7] ?? "").padEnd(7, "0");
  const micros = BigInt(digits.slice(0, 6)) + (Number(digits.charAt(6)) >= 5 ? 1n : 0n);
  return { local: BigInt(seconds) * 1_000_000n + micros, zone: match[8] };
}

function invalid(text: string, type: string): Error {
  return new Error(`INVALID_CAST_ARGUMENT: Value cannot be cast to ${type}: ${text}`);
}
