import { fieldReader } from "./java-date-fields";
import type { DateField, FieldReader } from "./java-date-fields";
import { patternTokens, unusable } from "./java-date-tokens";
import { utcDate } from "./utc-date";
import { fieldsAt } from "./zoned-fields";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

type GivenFields = ReadonlyMap<DateField, number>;

/** Reads dates that are written by one pattern. */
export class JavaDateParser {
  private readonly readers: readonly FieldReader[];
  private readonly text: RegExp;

  /**
   * @param pattern of Java's `DateTimeFormatter`, in the locale of the United States
   * @throws Error naming what Java rejects, or a letter that can't be read: weeks, eras, quarters and time zones
   */
  constructor(pattern: string) {
    const readers: FieldReader[] = [];
    let open = 0;
    let source = "";
    for (const token of patternTokens(pattern)) {
      switch (token.kind) {
        case "text":
          source += token.text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
          break;
        case "optional":
          source += "(?:";
          open += 1;
          break;
        case "end":
          source += ")?";
          open -= 1;
          break;
        case "letters": {
          const reader = fieldReader(token.letter, token.count);
          if (reader === undefined) {
            const letters = token.letter.repeat(token.count);
            throw unusable(pattern, `dates can't be read by "${letters}", only written`);
          }
          readers.push(reader);
          source += `(${reader.text})`;
        }
      }
    }
    this.readers = readers;
    this.text = new RegExp(`^${source}${")?".repeat(open)}$`);
  }

  /**
   * Reads a date and time, as Java does unless it is told to be strict: 31 February is the last of February, and 24:00
   * the next day. What the text leaves out is 1 for the month and the day and 0 for the time.
   *
   * @returns milliseconds since the epoch, in UTC; undefined for what is no date of the pattern
   */
  parse(text: string): number | undefined {
    const given = this.fieldsIn(text);
    return given === undefined ? undefined : resolve(given);
  }

  private fieldsIn(text: string): GivenFields | undefined {
    const match = this.text.exec(text);
    if (match === null) return undefined;
    const given = new Map<DateField, number>();
    for (const [index, { field, read }] of this.readers.entries()) {
      const part = match[index + 1];
      // It stands in an optional part that the text leaves out.
      if (part === undefined) continue;
      const value = read(part);
      if (value === undefined || (given.get(field) ?? value) !== value) return undefined;
      given.set(field, value);
    }
    return given;
  }
}

function resolve(given: GivenFields): number | undefined {
  const year = given.get("year");
  if (year === undefined) return undefined;
  const month = given.get("month");
  const lastDay = new Date(utcDate(year, (month ?? 1) + 1, 0)).getUTCDate();
  const byMonth = Math.min(given.get("day") ?? 1, lastDay);
  const day = month === undefined ? (given.get("dayOfYear") ?? byMonth) : byMonth;
  const date = utcDate(year, month ?? 1, day);
  const hour = hourOf(given);
  const time =
    hour * HOUR_MS +
    (given.get("minute") ?? 0) * MINUTE_MS +
    (given.get("second") ?? 0) * 1_000 +
    (given.get("millisecond") ?? 0);
  return time <= 24 * HOUR_MS && agrees(given, date, hour) ? date + time : undefined;
}

function hourOf(given: GivenFields): number {
  const [half, hourOfHalf] = [given.get("halfOfDay"), given.get("hourOfHalf")];
  const byHalf = half === undefined || hourOfHalf === undefined ? 0 : 12 * half + hourOfHalf;
  return given.get("hour") ?? byHalf;
}

/** Whether what a text says twice, for example by the name of a weekday, is the same. */
function agrees(given: GivenFields, date: number, hour: number): boolean {
  const { year, dayOfYear, weekday } = fieldsAt(date, "UTC");
  const found: Partial<Record<DateField, number>> = {
    year,
    dayOfYear,
    weekday,
    ...(given.has("hour") ? { halfOfDay: Math.floor(hour / 12), hourOfHalf: hour % 12 } : {}),
  };
  return [...given].every(([field, value]) => (found[field] ?? value) === value);
}
