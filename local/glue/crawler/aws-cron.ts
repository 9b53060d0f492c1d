import { CronExpressionParser } from "cron-parser";
import { messageOf } from "../../../errors/message-of";

/** A schedule in UTC. */
export interface Schedule {
  /** Whether the schedule fires in `(after, until]`. */
  firesBetween(after: Date, until: Date): boolean;
  /** How often the schedule fires in `(after, until]`. */
  countBetween(after: Date, until: Date): number;
}

const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
const FIELDS = "cron(minutes hours day-of-month month day-of-week year)";

/**
 * Parses a cron expression of AWS with six fields, for example `cron(15,45 * ? * * *)`.
 *
 * @throws Error for an invalid expression, and for `W`, which the cron library does not support
 * @see https://docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html
 */
export function parseAwsCron(expression: string): Schedule {
  const fields = /^cron\(\s*(.*?)\s*\)$/.exec(expression)?.[1]?.toUpperCase().split(/\s+/);
  if (fields?.length !== 6) throw invalidExpression(expression, `expected six fields, ${FIELDS}`);
  // The length was checked above.
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw invalidExpression(expression, "exactly one of day-of-month and day-of-week must be ?");
  }
  if (dayOfMonth.includes("W")) {
    throw invalidExpression(
      expression,
      "W (nearest weekday) is not supported by the embedded Glue",
    );
  }
  const years = parseYears(year, expression);
  const cron = ["0", minutes, hours, dayOfMonth, month, toCronWeekday(dayOfWeek)].join(" ");
  const parse = (currentDate: Date) => CronExpressionParser.parse(cron, { tz: "UTC", currentDate });
  try {
    parse(new Date());
  } catch (error) {
    throw invalidExpression(expression, messageOf(error));
  }
  return {
    firesBetween(after, until) {
      const next = parse(after).next().toDate();
      return next <= until && years(next.getUTCFullYear());
    },
    countBetween(after, until) {
      const times = parse(after);
      let count = 0;
      for (let at = times.next().toDate(); at <= until; at = times.next().toDate()) {
        if (years(at.getUTCFullYear())) count += 1;
      }
      return count;
    },
  };
}

/** AWS counts the days of the week from 1 = Sunday, cron from 0. */
function toCronWeekday(field: string): string {
  return field
    .split(",")
    .map((part) => {
      // `2#1` is the first Monday: only the part before # and / is a day.
      const [, days = "", rest = ""] = /^([^#/]*)(.*)$/.exec(part) ?? [];
      return days.replace(/\d+/g, (day) => String(Number(day) - 1)) + rest;
    })
    .join(",");
}

function parseYears(field: string, expression: string): (year: number) => boolean {
  if (field === "*" || field === "?") return () => true;
  const ranges = field.split(",").map((part) => {
    const match = /^(?:(\*)|(\d{4})(?:-(\d{4}))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) throw invalidExpression(expression, `${part} is not a year`);
    const from = match[2] === undefined ? FIRST_YEAR : Number(match[2]);
    const open = match[1] !== undefined || (match[4] !== undefined && match[3] === undefined);
    const to = match[3] !== undefined ? Number(match[3]) : open ? LAST_YEAR : from;
    return { from, to, step: Number(match[4] ?? 1) };
  });
  return (year) =>
    ranges.some(({ from, to, step }) => year >= from && year <= to && (year - from) % step === 0);
}

function invalidExpression(expression: string, reason: string): Error {
  return new Error(`Invalid schedule ${expression}: ${reason}.`);
}
