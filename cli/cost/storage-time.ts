import { DAYS_PER_MONTH } from "./usage";

/** Ages in days between which an object is in a storage class. */
export interface AgeSpan {
  readonly from: number;
  /** @default - indefinitely */
  readonly to?: number | undefined;
}

/**
 * How many days' worth of objects are in a storage class on average during a month, with a constant daily volume.
 *
 * @param month since the bucket was created, from 1
 */
export function averageDaysStored({ from, to = Infinity }: AgeSpan, month: number): number {
  const start = (month - 1) * DAYS_PER_MONTH;
  const span = Math.max(0, to - from);
  return (
    (stored(start + DAYS_PER_MONTH - from, span) - stored(start - from, span)) / DAYS_PER_MONTH
  );
}

/** Integral of the stored volume up to a day: it grows for `span` days, then stays constant. */
function stored(days: number, span: number): number {
  if (days <= 0) return 0;
  const growing = Math.min(days, span);
  return growing ** 2 / 2 + Math.max(0, days - growing) * growing;
}
