import { DAYS_PER_MONTH } from "./usage";

/** Days of age between which an object lies in a storage class. */
export interface AgeSpan {
  readonly from: number;
  /** @default - for ever */
  readonly to?: number | undefined;
}

/**
 * How many days' worth of objects lie in a class on average during a month, when the same comes in every day.
 *
 * @param month 1 for the first month of the bucket's life
 */
export function averageDaysStored({ from, to = Infinity }: AgeSpan, month: number): number {
  const start = (month - 1) * DAYS_PER_MONTH;
  const span = Math.max(0, to - from);
  return (
    (stored(start + DAYS_PER_MONTH - from, span) - stored(start - from, span)) / DAYS_PER_MONTH
  );
}

/** Integral of what lies there from the first day to a day: it grows for `span` days, then stays as it is. */
function stored(days: number, span: number): number {
  if (days <= 0) return 0;
  const growing = Math.min(days, span);
  return growing ** 2 / 2 + Math.max(0, days - growing) * growing;
}
