import { offsetSeconds } from "./time-zone";

const MICROS_PER_SECOND = 1_000_000n;

/** Formats a local timestamp as `2026-11-23 00:00:00.000`, with a precision of 0 to 6 digits. */
export function formatTimestamp(micros: bigint, precision: number): string {
  const seconds = floorDivide(micros, MICROS_PER_SECOND);
  const rest = micros - seconds * MICROS_PER_SECOND;
  const clock = dateTimeText(new Date(Number(seconds) * 1000));
  if (precision === 0) return clock;
  return `${clock}.${String(rest).padStart(6, "0").slice(0, precision)}`;
}

/** Formats a date as `2026-11-23`; years before 0 or beyond 9999 have a sign. @param days since 1970-01-01 */
export function formatDate(days: number): string {
  return dateTimeText(new Date(days * 86_400_000)).split(" ")[0] ?? "";
}

function dateTimeText(date: Date): string {
  const iso = date.toISOString().replace("T", " ").slice(0, -5);
  // JavaScript writes such years with six digits, Java with as many as are needed, but four at least.
  return iso.replace(/^([+-])0{0,2}/, "$1");
}

/** Formats an instant in its time zone: `2026-11-23 01:00:00.000 Europe/Berlin`. */
export function formatZonedTimestamp(micros: bigint, precision: number, zone: string): string {
  const local = micros + BigInt(offsetSeconds(micros, zone)) * MICROS_PER_SECOND;
  return `${formatTimestamp(local, precision)} ${zone}`;
}

/** Rounds half up to a precision of 0 to 6 digits of a second. */
export function roundMicros(micros: bigint, precision: number): bigint {
  if (precision >= 6) return micros;
  const unit = 10n ** BigInt(6 - precision);
  return floorDivide(micros + unit / 2n, unit) * unit;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}
