import { offsetSeconds } from "./time-zone";

const MICROS_PER_SECOND = 1_000_000n;

/** A moment of the clock as `2026-11-23 00:00:00.000`, with so many digits behind the point. */
export function formatTimestamp(micros: bigint, precision: number): string {
  const seconds = floorDivide(micros, MICROS_PER_SECOND);
  const rest = micros - seconds * MICROS_PER_SECOND;
  const clock = new Date(Number(seconds) * 1000).toISOString().replace("T", " ").slice(0, -5);
  if (precision === 0) return clock;
  return `${clock}.${String(rest).padStart(6, "0").slice(0, precision)}`;
}

/** An instant on the clock of its zone, with the zone behind: `2026-11-23 01:00:00.000 Europe/Berlin`. */
export function formatZonedTimestamp(micros: bigint, precision: number, zone: string): string {
  const local = micros + BigInt(offsetSeconds(micros, zone)) * MICROS_PER_SECOND;
  return `${formatTimestamp(local, precision)} ${zone}`;
}

/** Rounds to so many digits of a second, halves up. */
export function roundMicros(micros: bigint, precision: number): bigint {
  if (precision >= 6) return micros;
  const unit = 10n ** BigInt(6 - precision);
  return floorDivide(micros + unit / 2n, unit) * unit;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}
