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
};

const MAX_VALUES = 1_000_000;

/** Steps of a projected date column. */
export interface DateSteps {
  /** @default 1 */
  readonly interval: string | undefined;
  /** @default - the finest unit of the format: days, hours, minutes or seconds; months and years must be stated */
  readonly unit: string | undefined;
}

/** The values of a projected date column: each step of the range, written by the format. */
export function projectedDates(
  range: string,
  format: string,
  steps: DateSteps,
  now: Date,
): string[] {
  const bounds = range.split(",").map((bound) => bound.trim());
  const [from, to] = bounds;
  if (from === undefined || to === undefined || bounds.length !== 2) {
    throw invalid(`the range '${range}' must be two dates with a comma between`);
  }
  const unit = stepUnit(format, steps.unit);
  const step = Number(steps.interval ?? "1");
  if (!Number.isSafeInteger(step) || step < 1)
    throw invalid(`the interval '${steps.interval}' must be a whole number`);
  const last = parseBound(to, format, now);
  const values: string[] = [];
  const first = parseBound(from, format, now);
  for (
    let count = 0, at = first;
    !at.isAfter(last);
    count += 1, at = first.plus(count * step, unit)
  ) {
    values.push(formatJavaDate(format, Date.parse(`${at.toString()}Z`)));
    if (values.length > MAX_VALUES) throw unsupported(`The projected range '${range}'`);
  }
  return values;
}

function stepUnit(format: string, unit: string | undefined): ChronoUnit {
  if (unit !== undefined) {
    const known = UNITS[unit.toUpperCase()];
    if (known === undefined)
      throw invalid(`the interval.unit '${unit}' must be one of ${Object.keys(UNITS).join(", ")}`);
    return known;
  }
  const letters = format.replace(/'[^']*'/g, "");
  const finest = (["s", "m", "H", "d"] as const).find((letter) => letters.includes(letter));
  const defaults = {
    s: ChronoUnit.SECONDS,
    m: ChronoUnit.MINUTES,
    H: ChronoUnit.HOURS,
    d: ChronoUnit.DAYS,
  };
  if (finest === undefined)
    throw invalid(`interval.unit must be stated for the format '${format}'`);
  return defaults[finest];
}

/** A date of the range: written by the format, or `NOW` with steps such as `NOW-3YEARS+1DAYS`. */
function parseBound(text: string, format: string, now: Date): LocalDateTime {
  const relative = /^NOW((?:\s*[+-]\s*\d+\s*[A-Z]+)*)$/i.exec(text);
  if (relative === null) return parseDate(text, format);
  const start = LocalDateTime.parse(now.toISOString().replace("Z", ""));
  return [...(relative[1] ?? "").matchAll(/([+-])\s*(\d+)\s*([A-Z]+)/gi)].reduce(
    (at, [, sign, count, name = ""]) => {
      const unit = UNITS[name.toUpperCase()] ?? UNITS[`${name.toUpperCase()}S`];
      if (unit === undefined) throw invalid(`'${name}' in '${text}' is no unit of time`);
      return at.plus((sign === "-" ? -1 : 1) * Number(count), unit);
    },
    start,
  );
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
