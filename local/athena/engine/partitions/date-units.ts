import { utcDate } from "../../../../formats/dates/utc-date";

/** Milliseconds of the units whose length is fixed. */
const FIXED = {
  WEEKS: 604_800_000,
  DAYS: 86_400_000,
  HOURS: 3_600_000,
  MINUTES: 60_000,
  SECONDS: 1_000,
  MILLISECONDS: 1,
} as const;

const MONTHS = { YEARS: 12, MONTHS: 1 } as const;

/** A unit of a step between dates, by Java's name of it. */
export type DateUnit = keyof typeof FIXED | keyof typeof MONTHS;

/** The names of all units. */
export const DATE_UNITS: readonly string[] = Object.keys({ ...MONTHS, ...FIXED });

/** Whether a name is that of a unit. */
export function isDateUnit(name: string): name is DateUnit {
  return DATE_UNITS.includes(name);
}

/**
 * Adds units to a date in UTC. A day that the month of the result does not have becomes the last one of that month.
 *
 * @param at milliseconds since the epoch
 * @param count may be negative
 * @returns milliseconds since the epoch; NaN outside of what a `Date` can hold
 */
export function addUnits(at: number, count: number, unit: DateUnit): number {
  if (!isCalendarUnit(unit)) return new Date(at + count * FIXED[unit]).getTime();
  const date = new Date(at);
  const month = date.getUTCMonth() + 1 + count * MONTHS[unit];
  const year = date.getUTCFullYear();
  const lastDay = new Date(utcDate(year, month + 1, 0)).getUTCDate();
  const timeOfDay = at - utcDate(year, date.getUTCMonth() + 1, date.getUTCDate());
  return utcDate(year, month, Math.min(date.getUTCDate(), lastDay)) + timeOfDay;
}

function isCalendarUnit(unit: DateUnit): unit is keyof typeof MONTHS {
  return unit in MONTHS;
}
