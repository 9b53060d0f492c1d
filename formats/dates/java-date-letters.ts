import type { ZonedFields } from "./zoned-fields";

/** Renders a pattern letter that is repeated `count` times. */
export type RenderLetters = (fields: ZonedFields, count: number) => string;

/** A letter of `DateTimeFormatter.ofPattern`, with the repeat counts that Java accepts. */
export interface PatternLetter {
  readonly counts: readonly number[];
  readonly render: RenderLetters;
}

/** In English, as Java names them in the locale of the United States. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
/** From the first day of the week in the United States. */
export const WEEKDAYS = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
];
const QUARTERS = ["1st quarter", "2nd quarter", "3rd quarter", "4th quarter"];

const upTo = (max: number) => Array.from({ length: max }, (_, index) => index + 1);
const pad = (value: number, width: number) => String(value).padStart(width, "0");

const number = (maxCount: number, field: (at: ZonedFields) => number): PatternLetter => ({
  counts: upTo(maxCount),
  render: (at, count) => pad(field(at), count),
});
/** Two letters render the last two digits of the year. */
const year = (field: (at: ZonedFields) => number): PatternLetter => ({
  counts: upTo(19),
  render: (at, count) => (count === 2 ? pad(field(at) % 100, 2) : pad(field(at), count)),
});
/** One or two letters render the number, three the short name, four the full name, five the initial. */
const name = (names: readonly string[], field: (at: ZonedFields) => number): PatternLetter => ({
  counts: upTo(5),
  render: (at, count) => {
    if (count <= 2) return pad(field(at), count);
    const full = names[field(at) - 1] ?? "";
    if (count === 4) return full;
    return full.slice(0, count === 3 ? 3 : 1);
  },
});

const month = name(MONTHS, (at) => at.month);
const weekday = name(WEEKDAYS, (at) => at.weekday);
const quarter: PatternLetter = {
  counts: upTo(5),
  render: (at, count) => {
    const value = Math.ceil(at.month / 3);
    if (count <= 2) return pad(value, count);
    if (count === 5) return String(value);
    return count === 3 ? `Q${value}` : (QUARTERS[value - 1] ?? "");
  },
};

function offset(minutes: number, style: "hours" | "compact" | "colon"): string {
  const absolute = Math.abs(minutes);
  const sign = minutes < 0 ? "-" : "+";
  const [hour, minute] = [pad(Math.floor(absolute / 60), 2), pad(absolute % 60, 2)];
  if (style === "hours" && minute === "00") return sign + hour;
  return sign + hour + (style === "colon" ? ":" : "") + minute;
}

function isoOffset(minutes: number, count: number): string {
  if (count === 1) return offset(minutes, "hours");
  return offset(minutes, count % 2 === 0 ? "compact" : "colon");
}

function localizedOffset(minutes: number, count: number): string {
  if (minutes === 0) return "GMT";
  const full = offset(minutes, "colon");
  return `GMT${count === 4 ? full : full.replace(/([+-])0/, "$1").replace(":00", "")}`;
}

/**
 * The letters of a timestamp pattern.
 *
 * @see https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html
 */
export const PATTERN_LETTERS: Readonly<Record<string, PatternLetter>> = {
  G: {
    counts: upTo(5),
    render: (_at, count) => (count === 4 ? "Anno Domini" : count === 5 ? "A" : "AD"),
  },
  y: year((at) => at.year),
  u: year((at) => at.year),
  Y: year((at) => at.weekBasedYear),
  w: number(2, (at) => at.weekOfWeekBasedYear),
  W: number(1, (at) => at.weekOfMonth),
  D: number(3, (at) => at.dayOfYear),
  M: month,
  L: month,
  Q: quarter,
  q: quarter,
  d: number(2, (at) => at.day),
  E: { counts: upTo(5), render: (at, count) => weekday.render(at, Math.max(count, 3)) },
  e: weekday,
  c: { counts: [1, 3, 4, 5], render: weekday.render },
  a: { counts: [1], render: (at) => (at.hour < 12 ? "AM" : "PM") },
  H: number(2, (at) => at.hour),
  k: number(2, (at) => at.hour || 24),
  K: number(2, (at) => at.hour % 12),
  h: number(2, (at) => at.hour % 12 || 12),
  m: number(2, (at) => at.minute),
  s: number(2, (at) => at.second),
  S: {
    counts: upTo(9),
    render: (at, count) => pad(at.millisecond, 3).padEnd(9, "0").slice(0, count),
  },
  A: number(19, (at) => at.milliOfDay),
  n: number(19, (at) => at.millisecond * 1_000_000),
  N: number(19, (at) => at.milliOfDay * 1_000_000),
  V: { counts: [2], render: (at) => at.timeZone },
  z: {
    counts: upTo(4),
    render: (at, count) => at.timeZoneName(count === 4 ? "long" : "short"),
  },
  O: { counts: [1, 4], render: (at, count) => localizedOffset(at.offsetMinutes, count) },
  X: {
    counts: upTo(5),
    render: (at, count) => (at.offsetMinutes === 0 ? "Z" : isoOffset(at.offsetMinutes, count)),
  },
  x: { counts: upTo(5), render: (at, count) => isoOffset(at.offsetMinutes, count) },
  Z: {
    counts: upTo(5),
    render: ({ offsetMinutes }, count) => {
      if (count === 4) return localizedOffset(offsetMinutes, 4);
      if (count === 5) return offsetMinutes === 0 ? "Z" : offset(offsetMinutes, "colon");
      return offset(offsetMinutes, "compact");
    },
  },
};
