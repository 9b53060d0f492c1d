/**
 * Midnight of a day in UTC, in milliseconds since the epoch. Unlike `Date.UTC` it takes years before 100 as they are.
 *
 * @param month from 1; what lies outside of the year or the month counts on, as with `Date`
 */
export function utcDate(year: number, month = 1, day = 1): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
