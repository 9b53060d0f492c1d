/**
 * Midnight UTC of a day, in milliseconds since the epoch. Unlike with `Date.UTC`, the year 99 is not 1999.
 *
 * @param month from 1; a month or day out of range overflows, as with `Date`
 */
export function utcDate(year: number, month = 1, day = 1): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
