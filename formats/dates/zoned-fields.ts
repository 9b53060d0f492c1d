import { timeZoneFormat } from "./time-zone-format";
import { utcDate } from "./utc-date";

const DAY_MS = 86_400_000;

/** Calendar and clock fields of an instant in a time zone, with the weeks of the US locale (Java's default at AWS). */
export interface ZonedFields {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
  /** 1 (Sunday) to 7 */
  readonly weekday: number;
  readonly dayOfYear: number;
  readonly weekBasedYear: number;
  readonly weekOfWeekBasedYear: number;
  readonly weekOfMonth: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly milliOfDay: number;
  readonly offsetMinutes: number;
  readonly timeZone: string;
  readonly timeZoneName: (style: "short" | "long") => string;
}

/**
 * The fields of an instant in a time zone.
 *
 * @param instant milliseconds since the epoch
 * @param timeZone IANA name
 * @throws Error naming a time zone that does not exist
 */
export function fieldsAt(instant: number, timeZone: string): ZonedFields {
  const local = localTime(instant, timeZone);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()];
  const midnight = utcDate(year, month, day);
  const dayOfYear = (midnight - utcDate(year)) / DAY_MS + 1;
  // A week belongs to the year of its Saturday: the week that contains 1 January is the first of that year.
  const saturday = new Date(midnight + (6 - local.getUTCDay()) * DAY_MS);
  const saturdayOfYear = (saturday.getTime() - utcDate(saturday.getUTCFullYear())) / DAY_MS + 1;
  const firstWeekday = new Date(utcDate(year, month)).getUTCDay();
  return {
    year,
    month,
    day,
    weekday: local.getUTCDay() + 1,
    dayOfYear,
    weekBasedYear: saturday.getUTCFullYear(),
    weekOfWeekBasedYear: Math.ceil(saturdayOfYear / 7),
    weekOfMonth: Math.ceil((day + firstWeekday) / 7),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    milliOfDay: local.getTime() - midnight,
    offsetMinutes: Math.round((local.getTime() - instant) / 60_000),
    timeZone,
    timeZoneName: (style) => timeZoneName(instant, timeZone, style),
  };
}

/** A date whose UTC fields are the local time of the time zone. */
function localTime(instant: number, timeZone: string): Date {
  if (timeZone === "UTC") return new Date(instant);
  const parts = new Map<string, number>();
  for (const { type, value } of formatter(timeZone).formatToParts(instant)) {
    parts.set(type, Number(value));
  }
  const at = (part: string) => parts.get(part) ?? 0;
  return new Date(
    Date.UTC(at("year"), at("month") - 1, at("day"), at("hour"), at("minute"), at("second")) +
      (((instant % 1000) + 1000) % 1000),
  );
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const format = timeZoneFormat(timeZone);
  if (format !== undefined) return format;
  throw new Error(
    `The time zone "${timeZone}" does not exist; use an IANA name such as Asia/Tokyo, or UTC.`,
  );
}

/**
 * The name that every Java has for a time zone.
 *
 * @throws Error for the zones whose names depend on Java's version, or are others here
 */
function timeZoneName(instant: number, timeZone: string, style: "short" | "long"): string {
  const name = (timeZoneName: typeof style) =>
    new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName })
      .formatToParts(instant)
      .find(({ type }) => type === "timeZoneName")?.value;
  // Without a short name of its own, a zone is called by its offset here, and by other names in Java.
  if (!/^GMT[+-]|^UTC$/.test(name("short") ?? "GMT+") || timeZone === "UTC") {
    return name(style) ?? timeZone;
  }
  throw new Error(
    `The name of the time zone ${timeZone} (pattern letter "z") depends on the version of Java: use "VV", "O" or "XXX".`,
  );
}
