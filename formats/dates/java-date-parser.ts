import { fieldParser } from "./java-date-fields";
import type { DateField, FieldParser } from "./java-date-fields";
import { patternTokens, invalidPattern } from "./java-date-tokens";
import { utcDate } from "./utc-date";
import { fieldsAt } from "./zoned-fields";
import { escapeRegExp } from "../escape-reg-exp";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

type ParsedFields = ReadonlyMap<DateField, number>;

/** Parses dates with a pattern. */
export class JavaDateParser {
  private readonly fieldParsers: readonly FieldParser[];
  private readonly expression: RegExp;

  /**
   * @param pattern of Java's `DateTimeFormatter`, in the US locale
   * @throws Error for a pattern that Java rejects, or with a letter that is not supported: weeks, eras, quarters, zones
   */
  constructor(pattern: string) {
    const parsers: FieldParser[] = [];
    let open = 0;
    let source = "";
    for (const token of patternTokens(pattern)) {
      switch (token.kind) {
        case "text":
          source += escapeRegExp(token.text);
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
          const parser = fieldParser(token.letter, token.count);
          if (parser === undefined) {
            const letters = token.letter.repeat(token.count);
            throw invalidPattern(pattern, `"${letters}" can only be formatted, not parsed`);
          }
          parsers.push(parser);
          source += `(${parser.source})`;
        }
      }
    }
    this.fieldParsers = parsers;
    this.expression = new RegExp(`^${source}${")?".repeat(open)}$`);
  }

  /**
   * Parses a date and time in UTC with Java's smart resolver: 31 February is the last day of February, and 24:00 is the
   * next day. A missing month or day is 1, a missing time 0.
   *
   * @returns milliseconds since the epoch; undefined if the text does not match the pattern
   */
  parse(text: string): number | undefined {
    const given = this.parseFields(text);
    return given === undefined ? undefined : resolve(given);
  }

  private parseFields(text: string): ParsedFields | undefined {
    const match = this.expression.exec(text);
    if (match === null) return undefined;
    const given = new Map<DateField, number>();
    for (const [index, { field, parse }] of this.fieldParsers.entries()) {
      const part = match[index + 1];
      // The text does not have this optional section.
      if (part === undefined) continue;
      const value = parse(part);
      if (value === undefined || (given.get(field) ?? value) !== value) return undefined;
      given.set(field, value);
    }
    return given;
  }
}

function resolve(given: ParsedFields): number | undefined {
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
  return time <= 24 * HOUR_MS && isConsistent(given, date, hour) ? date + time : undefined;
}

function hourOf(given: ParsedFields): number {
  const [half, hourOfHalf] = [given.get("halfOfDay"), given.get("hourOfHalf")];
  const byHalf = half === undefined || hourOfHalf === undefined ? 0 : 12 * half + hourOfHalf;
  return given.get("hour") ?? byHalf;
}

/** Whether what a text says twice, for example by the name of a weekday, is the same. */
function isConsistent(given: ParsedFields, date: number, hour: number): boolean {
  const { year, dayOfYear, weekday } = fieldsAt(date, "UTC");
  const found: Partial<Record<DateField, number>> = {
    year,
    dayOfYear,
    weekday,
    ...(given.has("hour") ? { halfOfDay: Math.floor(hour / 12), hourOfHalf: hour % 12 } : {}),
  };
  return [...given].every(([field, value]) => (found[field] ?? value) === value);
}
