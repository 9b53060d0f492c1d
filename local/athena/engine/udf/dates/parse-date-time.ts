import { MONTHS } from "../../../../../formats/dates/java-date-letters";
import { instantOfFields, type FieldValue, type JodaField } from "./joda-fields";
import { parseJodaOffset } from "./joda-offset";
import { invalidFormat } from "./invalid-format";

/** An instant and its time zone. */
export interface ZonedInstant {
  /** Milliseconds since the epoch. */
  readonly epochMs: number;
  readonly zone: string;
}

/**
 * Parses a timestamp with a pattern: `%`, a letter and a digit for a field, see `toParsePattern`.
 *
 * @throws Error with Athena's error code and message
 * @see https://github.com/JodaOrg/joda-time/blob/v2.13.1/src/main/java/org/joda/time/format/DateTimeFormatterBuilder.java (parseInto of each element)
 */
export function parseDateTime(text: string, pattern: string): ZonedInstant {
  const found: FieldValue[] = [];
  let zone = "UTC";
  let offsetMs = 0;
  let rest = text;
  const tokens = [...pattern.matchAll(/%([A-Za-z])(\d)|%%|[^%]+/g)];
  for (const [index, [token, letter, digits]] of tokens.entries()) {
    if (letter === undefined) {
      const expected = token === "%%" ? "%" : token;
      if (rest.slice(0, expected.length).toLowerCase() !== expected.toLowerCase())
        throw invalidFormat(text, rest);
      rest = rest.slice(expected.length);
      continue;
    }
    if (letter === "z") {
      const offset = parseJodaOffset(rest);
      if (offset === undefined) throw invalidFormat(text, rest);
      zone = offset.zone;
      offsetMs = offset.millis;
      rest = rest.slice(offset.length);
      continue;
    }
    const next = tokens[index + 1]?.[1];
    const matched = fieldAt(letter, Number(digits), rest, next !== undefined && next in NUMBERS);
    if (matched === undefined) throw invalidFormat(text, rest);
    found.push(matched.value);
    rest = rest.slice(matched.length);
  }
  if (rest !== "") throw invalidFormat(text, rest);
  const instant = instantOfFields(found);
  if (instant === undefined) throw invalidFormat(text);
  return { epochMs: instant - offsetMs, zone };
}

/** Numeric fields, which end a year before them after its digits. */
const NUMBERS: Readonly<Record<string, JodaField>> = {
  Y: "year",
  // The year of a MySQL pattern.
  C: "year",
  E: "yearOfEra",
  y: "year",
  m: "monthOfYear",
  d: "dayOfMonth",
  j: "dayOfYear",
  H: "hourOfDay",
  I: "clockhourOfHalfday",
  M: "minuteOfHour",
  S: "secondOfMinute",
  f: "millisOfSecond",
};

const HALVES = ["AM", "PM"];

/** Digits of a year that no number follows. */
const YEAR_DIGITS = 9;

/** The first year that two digits stand for in a MySQL pattern. */
const PIVOT = 1970;

interface Matched {
  readonly value: FieldValue;
  readonly length: number;
}

function fieldAt(
  letter: string,
  digits: number,
  rest: string,
  numberFollows: boolean,
): Matched | undefined {
  if (letter === "p") return wordAt("halfdayOfDay", HALVES, rest, 0);
  if (letter === "b") return wordAt("monthOfYear", MONTHS, rest, 1);
  const field = NUMBERS[letter];
  if (field === undefined) return undefined;
  const isLongYear = (letter === "Y" || letter === "E") && !numberFollows;
  const sign = letter === "Y" || letter === "C" ? "[+-]?" : "";
  const least = letter === "y" ? digits : 1;
  const most = isLongYear ? YEAR_DIGITS : digits;
  const text = new RegExp(`^${sign}\\d{${least},${Math.max(least, most)}}`).exec(rest)?.[0];
  if (text === undefined) return undefined;
  return { value: [field, numberOf(letter, text)], length: text.length };
}

function numberOf(letter: string, text: string): number {
  if (letter === "f") return Number(text.slice(0, 3).padEnd(3, "0"));
  const value = Number(text);
  return letter === "y" ? value + (value < PIVOT % 100 ? 2000 : 1900) : value;
}

/** A word or its first three letters, as written or in one case; the longest one that matches. */
function wordAt(
  field: JodaField,
  words: readonly string[],
  rest: string,
  first: number,
): Matched | undefined {
  const candidates = words.flatMap((word, index) =>
    [word, word.slice(0, 3)].flatMap((form) =>
      [form, form.toLowerCase(), form.toUpperCase()].map((name) => ({ name, index })),
    ),
  );
  const matching = candidates.filter(({ name }) => rest.startsWith(name));
  const [longest] = matching.sort((a, b) => b.name.length - a.name.length);
  if (longest === undefined) return undefined;
  return { value: [field, longest.index + first], length: longest.name.length };
}
