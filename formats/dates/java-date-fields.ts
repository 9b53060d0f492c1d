import { MONTHS, WEEKDAYS } from "./java-date-letters";

/** A field of a date or time, as in Java's ChronoField. */
export type DateField =
  | "year"
  | "month"
  | "day"
  | "dayOfYear"
  | "weekday"
  | "hour"
  | "halfOfDay"
  | "hourOfHalf"
  | "minute"
  | "second"
  | "millisecond";

/** Parses a field from a text. */
export interface FieldParser {
  readonly field: DateField;
  /** Source of a regular expression without capturing groups. */
  readonly source: string;
  /** The value of a matched text; undefined if it is out of the field's range. */
  readonly parse: (text: string) => number | undefined;
}

const HALVES = ["AM", "PM"];

/**
 * Parses a number: one letter matches any number of digits, more match as many digits.
 *
 * @param from the field's minimum value
 */
function digits(field: DateField, count: number, from: number, to: number): FieldParser {
  return {
    field,
    source: count === 1 ? "\\d{1,19}" : `\\d{${count}}`,
    parse: (text) => {
      const value = Number(text);
      return value >= from && value <= to ? value : undefined;
    },
  };
}

/** @param first value of the first name */
function names(field: DateField, all: readonly string[], first: number): FieldParser {
  return { field, source: all.join("|"), parse: (text) => all.indexOf(text) + first };
}

const short = (all: readonly string[]) => all.map((name) => name.slice(0, 3));

function map(parser: FieldParser, change: (value: number) => number): FieldParser {
  return {
    ...parser,
    parse: (text) => {
      const value = parser.parse(text);
      return value === undefined ? undefined : change(value);
    },
  };
}

/** @param from 1 for a year of era */
const year =
  (from: number) =>
  (count: number): FieldParser => {
    if (count === 2) return map(digits("year", 2, 0, 99), (value) => 2000 + value);
    // Java also parses years of more than four digits.
    const minDigits = count === 1 ? 1 : Math.min(count, 4);
    return { ...digits("year", count, from, 9999), source: `\\d{${minDigits},4}` };
  };

function month(count: number): FieldParser | undefined {
  if (count <= 2) return digits("month", count, 1, 12);
  if (count === 5) return undefined;
  return names("month", count === 3 ? short(MONTHS) : MONTHS, 1);
}

const PARSERS: Readonly<Record<string, (count: number) => FieldParser | undefined>> = {
  y: year(1),
  u: year(0),
  M: month,
  L: month,
  d: (count) => digits("day", count, 1, 31),
  D: (count) => ({
    ...digits("dayOfYear", count, 1, 366),
    ...(count === 2 ? { source: "\\d{2,3}" } : {}),
  }),
  E: (count) =>
    count === 5 ? undefined : names("weekday", count === 4 ? WEEKDAYS : short(WEEKDAYS), 1),
  a: () => names("halfOfDay", HALVES, 0),
  H: (count) => digits("hour", count, 0, 24),
  k: (count) => map(digits("hour", count, 0, 24), (value) => value % 24),
  K: (count) => digits("hourOfHalf", count, 0, 11),
  h: (count) => map(digits("hourOfHalf", count, 0, 12), (value) => value % 12),
  m: (count) => digits("minute", count, 0, 59),
  s: (count) => digits("second", count, 0, 59),
  S: (count) => ({
    field: "millisecond",
    source: `\\d{${count}}`,
    parse: (text) => Number(text.slice(0, 3).padEnd(3, "0")),
  }),
};

/** The parser of a letter that is repeated `count` times; undefined for one that is only formatted. */
export function fieldParser(letter: string, count: number): FieldParser | undefined {
  return PARSERS[letter]?.(count);
}
