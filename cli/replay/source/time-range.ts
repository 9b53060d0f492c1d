import { UserError } from "../../../errors/user-error";

/** From `since` on, and before `until`; either may be open. */
export interface TimeRange {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads `--since` and `--until`: a time in ISO 8601, in UTC unless it has an offset, or how long ago, as `90m`, `6h` and
 * `7d`.
 *
 * @throws UserError for anything else, and for a range that ends before it starts
 */
export function readTimeRange(
  { since, until }: { readonly since?: string; readonly until?: string },
  now: Date,
): TimeRange {
  const range = {
    since: since === undefined ? undefined : readTime("--since", since, now),
    until: until === undefined ? undefined : readTime("--until", until, now),
  };
  if (range.since !== undefined && range.until !== undefined && range.since >= range.until) {
    throw new UserError(
      `--since ${range.since.toISOString()} is not before --until ${range.until.toISOString()}: the range is empty.`,
      "Give an earlier --since.",
    );
  }
  return range;
}

/** Whether a time is in a range. */
export function isInTimeRange({ since, until }: TimeRange, time: Date): boolean {
  return (since === undefined || time >= since) && (until === undefined || time < until);
}

function readTime(option: string, text: string, now: Date): Date {
  const [, amount, unit = ""] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (amount !== undefined) return new Date(now.getTime() - Number(amount) * (UNIT_MS[unit] ?? 0));
  if (ISO.test(text)) {
    const withTime = text.length > "yyyy-MM-dd".length ? text.replace(" ", "T") : `${text}T00:00`;
    const time = new Date(/(Z|[+-]\d{2}:\d{2})$/.test(withTime) ? withTime : `${withTime}Z`);
    if (!Number.isNaN(time.getTime())) return time;
  }
  throw new UserError(
    `${option} is not a time: ${text}`,
    "Give a time, as 2026-11-25 or 2026-11-25T21:00 (UTC), or how long ago, as 90m, 6h or 7d.",
  );
}
