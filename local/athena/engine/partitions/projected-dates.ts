import { ChronoField, ChronoUnit, DateTimeFormatter, LocalDateTime } from "@js-joda/core";

import { formatJavaDate } from "../../../../formats/java-date-pattern";
import { QueryError, unsupported } from "../../query-error";

const UNITS: Readonly<Record<string, ChronoUnit>> = {
  YEARS: ChronoUnit.YEARS,
  MONTHS: ChronoUnit.MONTHS,
  WEEKS: ChronoUnit.WEEKS,
  DAYS: ChronoUnit.DAYS,
  HOURS: ChronoUnit.HOURS,
  MINUTES: ChronoUnit.MINUTES,
  SECONDS: ChronoUnit.SECONDS,
  MILLISECONDS: ChronoUnit.MILLIS,
};

const MAX_VALUES = 1_000_000;

/**
 * A bound relative to the time of the query, as AWS documents it: one unit, in capitals.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
const RELATIVE_BOUND =
  /^\s*NOW\s*(?:([+-])\s*([0-9]+)\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?\s*)?$/;

/** Steps of a projected date column: both may be left out where the format's finest unit is days or months. */
export interface DateSteps {
  /** @default 1 */
  readonly interval: string | undefined;
  /** @default - days or months, as the format */
  readonly unit: string | undefined;
}

/**
 * The values of a projected date column: each step of the range, both ends included, written by the format. A bound
 * relative to now begins where its format does: with `yyyy-MM-dd` at midnight, in UTC.
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
    throw invalid(`the range '${range}' must be two dates with a comma between`);
  }
  const { step, unit } = parseSteps(format, steps);
  const first = parseBound(from, format, now);
  const last = parseBound(to, format, now);
  const values: string[] = [];
  for (
    let count = 0, at = first;
    !at.isAfter(last);
    count += 1, at = first.plus(count * step, unit)
  ) {
    values.push(formatDate(at, format));
    if (values.length > MAX_VALUES) throw unsupported(`The projected range '${range}'`);
  }
  return values;
}

function parseSteps(format: string, { interval, unit }: DateSteps) {
  const letters = format.replace(/'[^']*'/g, "");
  const byDefault = /[HhKkmsSAnN]/.test(letters)
    ? undefined
    : letters.includes("d")
      ? ChronoUnit.DAYS
      : /[ML]/.test(letters)
        ? ChronoUnit.MONTHS
        : undefined;
  if (byDefault === undefined && (interval === undefined || unit === undefined)) {
    throw invalid(`interval and interval.unit must be stated for the format '${format}'`);
  }
  const step = Number(interval ?? "1");
  if (!Number.isSafeInteger(step) || step < 1) {
    throw invalid(`the interval '${interval}' must be a positive whole number`);
  }
  const named = unit === undefined ? byDefault : UNITS[unit.trim().toUpperCase()];
  if (named === undefined) {
    throw invalid(`the interval.unit '${unit}' must be one of ${Object.keys(UNITS).join(", ")}`);
  }
  return { step, unit: named };
}

function parseBound(text: string, format: string, now: Date): LocalDateTime {
  const [relative, sign, count = "0", unit = "SECOND"] = RELATIVE_BOUND.exec(text) ?? [];
  if (relative === undefined) return parseDate(text, format);
  const at = LocalDateTime.parse(now.toISOString().replace("Z", "")).plus(
    (sign === "-" ? -1 : 1) * Number(count),
    UNITS[`${unit}S`] ?? ChronoUnit.SECONDS,
  );
  return parseDate(formatDate(at, format), format);
}

function formatDate(at: LocalDateTime, format: string): string {
  return formatJavaDate(format, Date.parse(`${at.toString()}Z`));
}

function parseDate(text: string, format: string): LocalDateTime {
  try {
    const fields = DateTimeFormatter.ofPattern(format.replaceAll("y", "u")).parse(text);
    const field = (name: Parameters<typeof fields.get>[0], otherwise: number) =>
      fields.isSupported(name) ? fields.get(name) : otherwise;
    return LocalDateTime.of(
      fields.get(ChronoField.YEAR),
      field(ChronoField.MONTH_OF_YEAR, 1),
      field(ChronoField.DAY_OF_MONTH, 1),
      field(ChronoField.HOUR_OF_DAY, 0),
      field(ChronoField.MINUTE_OF_HOUR, 0),
      field(ChronoField.SECOND_OF_MINUTE, 0),
    );
  } catch {
    throw invalid(`'${text}' is no date of the format '${format}'`);
  }
}

function invalid(reason: string): QueryError {
  return new QueryError(
    "INVALID_TABLE_PROPERTY",
    `Table properties of partition projection: ${reason}`,
  );
}
