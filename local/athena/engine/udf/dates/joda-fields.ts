import { unsupportedReason } from "../../../query-error";

/** A field of a date or a time of day, as Joda names it. */
export type JodaField =
  | "year"
  | "yearOfEra"
  | "monthOfYear"
  | "dayOfYear"
  | "dayOfMonth"
  | "halfdayOfDay"
  | "hourOfDay"
  | "clockhourOfHalfday"
  | "minuteOfHour"
  | "secondOfMinute"
  | "millisOfSecond";

/** A parsed field and its value. */
export type FieldValue = readonly [field: JodaField, value: number];

/** Units of time, long ones last. */
const UNITS = [
  "millisecond",
  "second",
  "minute",
  "hour",
  "halfday",
  "day",
  "month",
  "year",
  "era",
] as const;
type Unit = (typeof UNITS)[number];

/** How a field is set: `set` and `floor` take and give milliseconds since the epoch, in UTC. */
interface FieldRule {
  readonly unit: Unit;
  readonly range: Unit;
  readonly least: number;
  readonly largest: (millis: number) => number;
  readonly set: (millis: number, value: number) => number;
}

const DAY = 86_400_000;
const LENGTHS: Readonly<Partial<Record<Unit, number>>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  halfday: DAY / 2,
  day: DAY,
};

/** Years of JavaScript's dates, and of DuckDB's timestamps, are less. */
const LARGEST_YEAR = 270_000;

const FIELDS: Readonly<Record<JodaField, FieldRule>> = {
  year: { unit: "year", range: "era", least: -Infinity, largest: () => Infinity, set: setYear },
  yearOfEra: { unit: "year", range: "era", least: 1, largest: () => Infinity, set: setYear },
  monthOfYear: {
    unit: "month",
    range: "year",
    least: 1,
    largest: () => 12,
    set: (millis, month) => {
      const date = new Date(millis);
      const year = date.getUTCFullYear();
      const day = Math.min(date.getUTCDate(), daysInMonth(year, month));
      return withDate(millis, year, month, day);
    },
  },
  dayOfYear: {
    unit: "day",
    range: "year",
    least: 1,
    largest: (millis) => (isLeapYear(new Date(millis).getUTCFullYear()) ? 366 : 365),
    set: (millis, day) => withDate(millis, new Date(millis).getUTCFullYear(), 1, day),
  },
  dayOfMonth: {
    unit: "day",
    range: "month",
    least: 1,
    largest: (millis) => {
      const date = new Date(millis);
      return daysInMonth(date.getUTCFullYear(), date.getUTCMonth() + 1);
    },
    set: (millis, day) => {
      const date = new Date(millis);
      return withDate(millis, date.getUTCFullYear(), date.getUTCMonth() + 1, day);
    },
  },
  halfdayOfDay: ofTime("halfday", "day", 0, 1),
  hourOfDay: ofTime("hour", "day", 0, 23),
  clockhourOfHalfday: {
    ...ofTime("hour", "halfday", 1, 12),
    set: (millis, hour) => setWithin(millis, hour % 12, "hour", "halfday"),
  },
  minuteOfHour: ofTime("minute", "hour", 0, 59),
  secondOfMinute: ofTime("second", "minute", 0, 59),
  millisOfSecond: ofTime("millisecond", "second", 0, 999),
};

/**
 * The instant of parsed fields, in UTC: as Joda, it sets those of long ranges first, twice. Its default year is 2000, a
 * leap year, if there is a month or a day, and otherwise 1970.
 *
 * @returns milliseconds since the epoch; undefined if a value is out of its range
 * @see https://github.com/JodaOrg/joda-time/blob/v2.13.1/src/main/java/org/joda/time/format/DateTimeParserBucket.java (computeMillis)
 */
export function instantOfFields(values: readonly FieldValue[]): number | undefined {
  const rank = (unit: Unit) => UNITS.indexOf(unit);
  const sorted = [...values].sort(
    ([a], [b]) =>
      rank(FIELDS[b].range) - rank(FIELDS[a].range) || rank(FIELDS[b].unit) - rank(FIELDS[a].unit),
  );
  const first = sorted[0]?.[0];
  if (first !== undefined && ["month", "day"].includes(FIELDS[first].unit)) {
    sorted.unshift(["year", 2000]);
  }
  let millis = 0;
  for (const pass of [1, 2]) {
    for (const [index, [field, value]] of sorted.entries()) {
      const { unit, least, largest, set } = FIELDS[field];
      if (value < least || value > largest(millis)) return undefined;
      const changed = set(millis, value);
      millis = pass === 1 || index === sorted.length - 1 ? floor(changed, unit) : changed;
    }
  }
  return millis;
}

function ofTime(unit: Unit, range: Unit, least: number, largest: number): FieldRule {
  const set = (millis: number, value: number) => setWithin(millis, value, unit, range);
  return { unit, range, least, largest: () => largest, set };
}

function setWithin(millis: number, value: number, unit: Unit, range: Unit): number {
  const length = LENGTHS[unit] ?? 1;
  const start = floor(millis, range);
  return start + value * length + ((millis - start) % length);
}

/** Keeps the day of the year as Joda does, which counts from March where one of the years is a leap year. */
function setYear(millis: number, year: number): number {
  if (Math.abs(year) >= LARGEST_YEAR) {
    throw new Error(`NOT_SUPPORTED: ${unsupportedReason(`The year ${year} in a parsed text`)}`);
  }
  const from = new Date(millis).getUTCFullYear();
  const day = 1 + Math.floor((millis - floor(millis, "year")) / DAY);
  const moved = day > 59 ? Number(isLeapYear(year)) - Number(isLeapYear(from)) : 0;
  return withDate(millis, year, 1, day + moved);
}

function floor(millis: number, unit: Unit): number {
  const length = LENGTHS[unit];
  if (length !== undefined) return Math.floor(millis / length) * length;
  const date = new Date(millis);
  return withDate(0, date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() + 1 : 1, 1);
}

/** A date with the time of day of an instant. */
function withDate(millis: number, year: number, month: number, day: number): number {
  // Date.UTC takes the years 0 to 99 for those of the 20th century.
  const date = new Date(0).setUTCFullYear(year, month - 1, day);
  return date + millis - Math.floor(millis / DAY) * DAY;
}

function daysInMonth(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}

function isLeapYear(year: number): boolean {
  return daysInMonth(year, 2) === 29;
}
