import { MONTHS, WEEKDAYS } from "./java-date-letters";

/** A part of a date or a time that a text gives. */
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

/** How letters of a pattern are read from a text. */
export interface FieldReader {
  readonly field: DateField;
  /** Source of a regular expression without groups. */
  readonly text: string;
  /** The value of such a text; undefined where the field has no such value. */
  readonly read: (text: string) => number | undefined;
}

const HALVES = ["AM", "PM"];

/**
 * Reads a number: one letter stands for any count of digits, more stand for as many.
 *
 * @param from the smallest value that the field has
 */
function digits(field: DateField, count: number, from: number, to: number): FieldReader {
  return {
    field,
    text: count === 1 ? "\\d{1,19}" : `\\d{${count}}`,
    read: (text) => {
      const value = Number(text);
      return value >= from && value <= to ? value : undefined;
    },
  };
}

/** @param first value of the first name */
function names(field: DateField, all: readonly string[], first: number): FieldReader {
  return { field, text: all.join("|"), read: (text) => all.indexOf(text) + first };
}

const short = (all: readonly string[]) => all.map((name) => name.slice(0, 3));

function map(reader: FieldReader, change: (value: number) => number): FieldReader {
  return {
    ...reader,
    read: (text) => {
      const value = reader.read(text);
      return value === undefined ? undefined : change(value);
    },
  };
}

/** @param from 1 for a year of an era */
const year =
  (from: number) =>
  (count: number): FieldReader => {
    if (count === 2) return map(digits("year", 2, 0, 99), (value) => 2000 + value);
    // Java would read years of five digits too.
    const least = count === 1 ? 1 : Math.min(count, 4);
    return { ...digits("year", count, from, 9999), text: `\\d{${least},4}` };
  };

function month(count: number): FieldReader | undefined {
  if (count <= 2) return digits("month", count, 1, 12);
  if (count === 5) return undefined;
  return names("month", count === 3 ? short(MONTHS) : MONTHS, 1);
}

const READERS: Readonly<Record<string, (count: number) => FieldReader | undefined>> = {
  y: year(1),
  u: year(0),
  M: month,
  L: month,
  d: (count) => digits("day", count, 1, 31),
  D: (count) => ({
    ...digits("dayOfYear", count, 1, 366),
    ...(count === 2 ? { text: "\\d{2,3}" } : {}),
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
    text: `\\d{${count}}`,
    read: (text) => Number(text.slice(0, 3).padEnd(3, "0")),
  }),
};

/** How a letter that is repeated `count` times is read; undefined for one that only formats. */
export function fieldReader(letter: string, count: number): FieldReader | undefined {
  return READERS[letter]?.(count);
}
