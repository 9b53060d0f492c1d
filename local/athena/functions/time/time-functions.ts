import { literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { castTo } from "../../translation/expressions/cast";
import type { Typed } from "../../translation/expressions/typed";
import { coerce } from "../../translation/expressions/typed";
import { commonType } from "../../types/coercion";
import {
  BIGINT,
  DATE,
  DOUBLE,
  TIMESTAMP,
  TIMESTAMP_TZ,
  type TrinoType,
  VARCHAR,
} from "../../types/trino-type";
import { form, type FunctionCall, type Rule, signatures } from "../rule";

const UNITS = [
  "millisecond",
  "second",
  "minute",
  "hour",
  "day",
  "week",
  "month",
  "quarter",
  "year",
] as const;
const CLOCK_UNITS: readonly string[] = ["millisecond", "second", "minute", "hour"];

type Unit = (typeof UNITS)[number];

/** An interval of so many units. */
const STEPS: Readonly<Record<Unit, (amount: Sql) => Sql>> = {
  millisecond: (amount) => SQL`to_milliseconds(${amount})`,
  second: (amount) => SQL`to_seconds(${amount})`,
  minute: (amount) => SQL`to_minutes(${amount})`,
  hour: (amount) => SQL`to_hours(${amount})`,
  day: (amount) => SQL`to_days(CAST(${amount} AS INTEGER))`,
  week: (amount) => SQL`to_weeks(CAST(${amount} AS INTEGER))`,
  month: (amount) => SQL`to_months(CAST(${amount} AS INTEGER))`,
  quarter: (amount) => SQL`to_months(CAST(3 * ${amount} AS INTEGER))`,
  year: (amount) => SQL`to_years(CAST(${amount} AS INTEGER))`,
};

/** A moment on the wall clock of its zone, as a TIMESTAMP or a DATE of DuckDB's. */
export function wallClock({ sql, type }: Typed): Sql | undefined {
  if (type.kind === "timestamp with time zone") return SQL`trino_local(${sql})`;
  return type.kind === "timestamp" || type.kind === "date" ? sql : undefined;
}

/** A moment; text is none, unlike in other dialects. */
function moment(call: FunctionCall, index: number): Typed & { readonly clock: Sql } {
  const value = call.value(index);
  const clock = wallClock(value);
  if (clock === undefined) throw call.mismatch();
  return { ...value, clock };
}

/** A part of a moment as a bigint. */
const part =
  (sql: (clock: Sql) => Sql, clockOnly = false): Rule =>
  (call) => {
    call.count(1);
    const { clock, type } = moment(call, 0);
    if (clockOnly && type.kind === "date") throw call.mismatch();
    return { sql: SQL`CAST(${sql(clock)} AS BIGINT)`, type: BIGINT };
  };

const named = (name: Sql, clockOnly = false) => part((clock) => SQL`${name}(${clock})`, clockOnly);

function unitOf(call: FunctionCall, units: readonly Unit[] = UNITS): Unit {
  const unit = call.literalText(0)?.toLowerCase();
  if (unit === undefined)
    throw unsupported(`A unit of ${call.node.name} that is no literal`, call.node);
  const known = units.find((each) => each === unit);
  if (known !== undefined) return known;
  const reason = `'${unit}' is not a valid ${call.node.name} field`;
  throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, call.argument(0));
}

/** A result on the wall clock brought back to the type of the moment it came from. */
function backTo({ sql, type }: Typed, clock: Sql): Sql {
  if (type.kind === "date") return SQL`CAST(${clock} AS DATE)`;
  if (type.kind === "timestamp") return SQL`CAST(${clock} AS TIMESTAMP)`;
  return SQL`trino_zoned_at(CAST(${clock} AS TIMESTAMP), ${sql}.z)`;
}

const dateTrunc: Rule = (call) => {
  call.count(2);
  const value = moment(call, 1);
  const units =
    value.type.kind === "date" ? UNITS.filter((unit) => !CLOCK_UNITS.includes(unit)) : UNITS;
  const unit = unitOf(call, units);
  return {
    sql: backTo(value, SQL`date_trunc(${literal(unit)}, ${value.clock})`),
    type: value.type,
  };
};

const dateAdd: Rule = (call) => {
  call.count(3);
  const value = moment(call, 2);
  const units =
    value.type.kind === "date" ? UNITS.filter((unit) => !CLOCK_UNITS.includes(unit)) : UNITS;
  const unit = unitOf(call, units);
  const amount = call.as(1, BIGINT);
  const step = STEPS[unit](amount);
  // Durations pass on the clock of UTC, days and longer on the zone's calendar.
  if (value.type.kind === "timestamp with time zone" && CLOCK_UNITS.includes(unit)) {
    return { sql: SQL`trino_zoned(${value.sql}.i + ${step}, ${value.sql}.z)`, type: value.type };
  }
  return { sql: backTo(value, SQL`${value.clock} + ${step}`), type: value.type };
};

/** Whole units between two moments. DuckDB's `date_diff` counts borders crossed, its `date_sub` whole units. */
const dateDiff: Rule = (call) => {
  call.count(3);
  const [from, to] = [moment(call, 1), moment(call, 2)];
  const type = commonType(from.type, to.type);
  if (type === undefined) throw call.mismatch();
  const units = type.kind === "date" ? UNITS.filter((unit) => !CLOCK_UNITS.includes(unit)) : UNITS;
  const unit = unitOf(call, units);
  const clock = (side: Typed): Sql => {
    const sql = coerce(side, type);
    if (type.kind !== "timestamp with time zone") return sql;
    return CLOCK_UNITS.includes(unit)
      ? SQL`${sql}.i`
      : SQL`trino_local_in(${sql}.i, ${coerce(from, type)}.z)`;
  };
  return { sql: SQL`date_sub(${literal(unit)}, ${clock(from)}, ${clock(to)})`, type: BIGINT };
};

const now = (call: FunctionCall): Sql =>
  SQL`TIMESTAMP ${literal(call.expressions.context.session.now.toISOString().replace("T", " ").replace("Z", ""))}`;
const utcNow: Rule = (call) => {
  refusePrecision(call);
  return { sql: SQL`trino_zoned(${now(call)}, 'UTC')`, type: TIMESTAMP_TZ };
};

function refusePrecision({ node }: FunctionCall): void {
  if (node.args.length > 0) throw unsupported(`${node.name} with a precision`, node);
}

/** `at_timezone(moment, zone)` shows the same instant on another clock. */
const atTimeZone: Rule = (call) => {
  call.count(2);
  const value = call.value(0);
  const zone = call.as(1, VARCHAR);
  const type: TrinoType = {
    kind: "timestamp with time zone",
    precision:
      value.type.kind === "timestamp" || value.type.kind === "timestamp with time zone"
        ? value.type.precision
        : 3,
  };
  if (wallClock(value) === undefined) throw call.mismatch();
  return { sql: SQL`trino_zoned(${coerce(value, type)}.i, trino_zone(${zone}))`, type };
};

const monthLast: Rule = (call) => {
  call.count(1);
  return { sql: SQL`last_day(${moment(call, 0).clock})`, type: DATE };
};

const weekYear = part((clock) => SQL`isoyear(${clock})`);
const weekDay = named(SQL`isodow`);
const week = named(SQL`week`);
const yearDay = named(SQL`dayofyear`);
const monthDay = named(SQL`day`);

/** Functions of dates and times. The session's zone is UTC, as on Athena. */
export const TIME_FUNCTIONS: Readonly<Record<string, Rule>> = {
  now: utcNow,
  current_timestamp: utcNow,
  localtimestamp: (call) => {
    refusePrecision(call);
    return { sql: now(call), type: TIMESTAMP };
  },
  current_date: (call) => ({ sql: SQL`CAST(${now(call)} AS DATE)`, type: DATE }),
  current_timezone: signatures(form([], VARCHAR, () => SQL`'UTC'`)),
  date: (call) => {
    call.count(1);
    return { sql: castTo(call.value(0), DATE, false, call.node), type: DATE };
  },
  date_trunc: dateTrunc,
  date_add: dateAdd,
  date_diff: dateDiff,
  year: named(SQL`year`),
  quarter: named(SQL`quarter`),
  month: named(SQL`month`),
  week,
  week_of_year: week,
  day: monthDay,
  day_of_month: monthDay,
  day_of_week: weekDay,
  dow: weekDay,
  day_of_year: yearDay,
  doy: yearDay,
  year_of_week: weekYear,
  yow: weekYear,
  hour: named(SQL`hour`, true),
  minute: named(SQL`minute`, true),
  second: named(SQL`second`, true),
  millisecond: part((clock) => SQL`(millisecond(${clock}) % 1000)`, true),
  last_day_of_month: monthLast,
  from_unixtime: (call) => {
    call.count(1, 2);
    const zone = call.node.args.length === 2 ? SQL`trino_zone(${call.as(1, VARCHAR)})` : SQL`'UTC'`;
    return {
      sql: SQL`trino_zoned(trino_from_unixtime(${call.as(0, DOUBLE)}), ${zone})`,
      type: TIMESTAMP_TZ,
    };
  },
  to_unixtime: (call) => {
    call.count(1);
    const instant = coerce(moment(call, 0), TIMESTAMP_TZ);
    return { sql: SQL`(epoch_us(${instant}.i) / CAST(1000000 AS DOUBLE))`, type: DOUBLE };
  },
  at_timezone: atTimeZone,
  with_timezone: (call) => {
    call.count(2);
    return {
      sql: SQL`trino_zoned_at(${call.as(0, TIMESTAMP)}, trino_zone(${call.as(1, VARCHAR)}))`,
      type: TIMESTAMP_TZ,
    };
  },
  timezone: (call) => {
    call.count(1);
    const { sql, type } = call.value(0);
    if (type.kind !== "timestamp with time zone") throw call.mismatch();
    return { sql: SQL`${sql}.z`, type: VARCHAR };
  },
  from_iso8601_timestamp: signatures(
    form([VARCHAR], TIMESTAMP_TZ, (text) => SQL`trino_from_iso8601(${text})`),
  ),
  from_iso8601_date: signatures(
    form([VARCHAR], DATE, (text) => SQL`CAST(trino_from_iso8601(${text}).i AS DATE)`),
  ),
  to_milliseconds: (call) => {
    call.count(1);
    const { sql, type } = call.value(0);
    if (type.kind !== "interval day to second") throw call.mismatch();
    return { sql: SQL`CAST(epoch(${sql}) * 1000 AS BIGINT)`, type: BIGINT };
  },
};
