import { JavaDateParser } from "../../../../formats/dates/java-date-parser";
import { formatJavaDate } from "../../../../formats/dates/java-date-pattern";
import { messageOf } from "../../../../errors/message-of";
import { QueryError, unsupported } from "../../query-error";
import { addUnits, DATE_UNITS, isDateUnit } from "./date-units";
import type { DateUnit } from "./date-units";

const MAX_VALUES = 1_000_000;

/**
 * A bound relative to the time of the query, as AWS documents it: one unit, in capitals.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
const RELATIVE_BOUND =
  /^\s*NOW\s*(?:([+-])\s*([0-9]+)\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?\s*)?$/;

/** The interval between the values of a projected date column; optional if the format's finest unit is hours, days or months. */
export interface DateSteps {
  /** @default 1 */
  readonly interval: string | undefined;
  /** @default - hours, days or months, as the format */
  readonly unit: string | undefined;
}

/**
 * The values of a projected date column: the formatted dates of the range, both bounds included. A bound relative to now
 * is truncated by its format: to midnight UTC with `yyyy-MM-dd`.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 * @see https://github.com/trinodb/trino/blob/476/plugin/trino-hive/src/main/java/io/trino/plugin/hive/projection/DateProjection.java
 */
export function projectedDates(
  range: string,
  format: string,
  steps: DateSteps,
  now: Date,
): string[] {
  const bounds = range.split(",");
  const [from, to] = bounds;
  if (from === undefined || to === undefined || bounds.length !== 2) {
    throw invalid(`the range '${range}' must be two dates, separated by a comma`);
  }
  const { step, unit } = parseSteps(format, steps);
  const dates = parserOf(format);
  const first = parseBound(from, format, dates, now);
  const last = parseBound(to, format, dates, now);
  if (last < first) throw invalid(`the range '${range}' must begin with the earlier date`);
  const values: string[] = [];
  for (
    let count = 0, at = first;
    at <= last;
    count += 1, at = addUnits(first, count * step, unit)
  ) {
    values.push(formatJavaDate(format, at));
    if (values.length > MAX_VALUES) throw unsupported(`The projected range '${range}'`);
  }
  return values;
}

function parseSteps(
  format: string,
  { interval, unit }: DateSteps,
): { readonly step: number; readonly unit: DateUnit } {
  const letters = format.replace(/'[^']*'/g, "");
  const byDefault = defaultUnit(letters);
  if (byDefault === undefined && (interval === undefined || unit === undefined)) {
    throw invalid(`interval and interval.unit are required for the format '${format}'`);
  }
  const step = Number(interval ?? "1");
  if (!Number.isSafeInteger(step) || step < 1) {
    throw invalid(`the interval '${interval}' must be a positive integer`);
  }
  const named = unit === undefined ? byDefault : unit.trim().toUpperCase();
  if (named === undefined || !isDateUnit(named)) {
    throw invalid(`the interval.unit '${unit}' must be one of ${DATE_UNITS.join(", ")}`);
  }
  return { step, unit: named };
}

/**
 * The unit if none is set. AWS's page requires one below days; a format of hours without one was seen to step by hours
 * on AWS, where Trino 476 rejects it.
 */
function defaultUnit(letters: string): DateUnit | undefined {
  if (/[msSAnN]/.test(letters)) return undefined;
  if (/[HhKk]/.test(letters)) return "HOURS";
  if (letters.includes("d")) return "DAYS";
  return /[ML]/.test(letters) ? "MONTHS" : undefined;
}

function parserOf(format: string): JavaDateParser {
  try {
    return new JavaDateParser(format);
  } catch (error) {
    throw invalid(messageOf(error));
  }
}

function parseBound(text: string, format: string, dates: JavaDateParser, now: Date): number {
  const [relative, sign, count = "0", unit = "SECOND"] = RELATIVE_BOUND.exec(text) ?? [];
  const date = dates.parse(
    relative === undefined
      ? text
      : // The expression matches no other units.
        formatJavaDate(format, relativeTo(now, `${sign ?? ""}${count}`, `${unit}S` as DateUnit)),
  );
  if (date === undefined) throw invalid(`'${text}' is not a date of the format '${format}'`);
  return date;
}

function relativeTo(now: Date, count: string, unit: DateUnit): number {
  return addUnits(new Date(now).setUTCMilliseconds(0), Number(count), unit);
}

function invalid(reason: string): QueryError {
  return new QueryError(
    "INVALID_TABLE_PROPERTY",
    `Table properties of partition projection: ${reason}`,
  );
}
