const ISO_UTC = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/;
const SQL = /^(\d{4})-(\d\d?)-(\d\d?) (\d\d?):(\d\d?):(\d\d?)(?:\.(\d{1,9}))?$/;
const DATE = /^(\d{4})-(\d\d?)-(\d\d?)$/;

const EPOCH_MILLISECONDS_FROM = 1_000_000_000_000n;
const MAX_LONG = 9_223_372_036_854_775_807n;

/**
 * Parses a timestamp of a JSON document as Firehose's OpenX deserializer does: ISO 8601 in UTC, SQL format, epoch
 * seconds (an integer below 10^12, or with a fraction) or epoch milliseconds.
 *
 * An epoch outside the range of 64-bit nanoseconds (1677 to 2262) wraps around without an error, as in the service.
 *
 * @returns UTC as `yyyy-MM-dd HH:mm:ss.SSSSSS` (Parquet's microseconds, truncated), or undefined if the text has none of
 * these formats
 * @see https://docs.aws.amazon.com/firehose/latest/dev/enable-record-format-conversion.html
 */
export function parseTimestamp(text: string): string | undefined {
  if (!text.includes(":")) return parseEpoch(text);
  const parts = ISO_UTC.exec(text) ?? SQL.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ""] = parts;
  const date = calendarDate(year, month, day);
  const outOfRange = Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59;
  if (date === undefined || outOfRange) return undefined;
  const time = [hour, minute, second].map((part) => part?.padStart(2, "0")).join(":");
  return `${date} ${time}.${fraction.slice(0, 6).padEnd(6, "0")}`;
}

/** Parses a date `yyyy-[M]M-[d]d`; undefined if there is no such date. */
export function parseDate(text: string): string | undefined {
  const parts = DATE.exec(text);
  return parts === null ? undefined : calendarDate(parts[1], parts[2], parts[3]);
}

function calendarDate(year = "", month = "", day = ""): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > daysOfMonth(y, m)) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function parseEpoch(text: string): string | undefined {
  if (/^[+-]?\d+$/.test(text)) {
    const epoch = BigInt(text.replace("+", ""));
    const absolute = epoch < 0n ? -epoch : epoch;
    if (absolute > MAX_LONG) return undefined;
    return fromMilliseconds(absolute < EPOCH_MILLISECONDS_FROM ? epoch * 1000n : epoch);
  }
  if (!/^[+-]?(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return undefined;
  const milliseconds = Math.trunc(Number(text) * 1000);
  // Java casts a double that is too large for a long to Long.MAX_VALUE.
  if (Math.abs(milliseconds) > Number(MAX_LONG)) {
    return fromMilliseconds(milliseconds < 0 ? -MAX_LONG - 1n : MAX_LONG);
  }
  return fromMilliseconds(BigInt(milliseconds));
}

function fromMilliseconds(milliseconds: bigint): string {
  const nanoseconds = BigInt.asIntN(64, milliseconds * 1_000_000n);
  const remainder = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = (nanoseconds - remainder) / 1_000_000_000n;
  const wholeSeconds = new Date(Number(seconds) * 1000)
    .toISOString()
    .slice(0, 19)
    .replace("T", " ");
  return `${wholeSeconds}.${String(remainder / 1000n).padStart(6, "0")}`;
}
