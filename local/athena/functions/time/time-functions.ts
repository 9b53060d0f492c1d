import { literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { castTo } from "../../translation/expressions/cast";
import type { TypedSql } from "../../translation/expressions/typed-sql";
import { coerce } from "../../translation/expressions/typed-sql";
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
import type { FunctionCall } from "../function-call";
import { signature, type FunctionRule, overloads } from "../signature";

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
const TIME_UNITS: readonly string[] = ["millisecond", "second", "minute", "hour"];

type Unit = (typeof UNITS)[number];

/** An interval of so many units. */
const UNIT_INTERVALS: Readonly<Record<Unit, (amount: Sql) => Sql>> = {
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
export function wallClock({ sql, type }: TypedSql): Sql | undefined {
  if (type.kind === "timestamp with time zone") return SQL`trino_local(${sql})`;
  return type.kind === "timestamp" || type.kind === "date" ? sql : undefined;
}

/** A moment; text is none, unlike in other dialects. */
function dateTimeArg(call: FunctionCall, index: number): TypedSql & { readonly clock: Sql } {
  const value = call.arg(index);
  const clock = wallClock(value);
  if (clock === undefined) throw call.noMatchingSignature();
  return { ...value, clock };
}

/** A part of a moment as a bigint. */
const extract =
  (sql: (clock: Sql) => Sql, clockOnly = false): FunctionRule =>
  (call) => {
    call.requireArity(1);
    const { clock, type } = dateTimeArg(call, 0);
    if (clockOnly && type.kind === "date") throw call.noMatchingSignature();
    return { sql: SQL`CAST(${sql(clock)} AS BIGINT)`, type: BIGINT };
  };

const extractWith = (name: Sql, clockOnly = false) =>
  extract((clock) => SQL`${name}(${clock})`, clockOnly);

function unitOf(call: FunctionCall, units: readonly Unit[] = UNITS): Unit {
  const unit = call.stringLiteral(0)?.toLowerCase();
  if (unit === undefined)
    throw unsupported(`A unit of ${call.node.name} that is no literal`, call.node);
  const known = units.find((each) => each === unit);
  if (known !== undefined) return known;
  const reason = `'${unit}' is not a valid ${call.node.name} field`;
  throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, call.argNode(0));
}

/** A result on the wall clock brought back to the type of the moment it came from. */
function fromWallClock({ sql, type }: TypedSql, clock: Sql): Sql {
  if (type.kind === "date") return SQL`CAST(${clock} AS DATE)`;
  if (type.kind === "timestamp") return SQL`CAST(${clock} AS TIMESTAMP)`;
  return SQL`trino_zoned_at(CAST(${clock} AS TIMESTAMP), ${sql}.z)`;
}

const dateTrunc: FunctionRule = (call) => {
  call.requireArity(2);
  const value = dateTimeArg(call, 1);
  const units =
    value.type.kind === "date" ? UNITS.filter((unit) => !TIME_UNITS.includes(unit)) : UNITS;
  const unit = unitOf(call, units);
  return {
    sql: fromWallClock(value, SQL`date_trunc(${literal(unit)}, ${value.clock})`),
    type: value.type,
  };
};

const dateAdd: FunctionRule = (call) => {
  call.requireArity(3);
  const value = dateTimeArg(call, 2);
  const units =
    value.type.kind === "date" ? UNITS.filter((unit) => !TIME_UNITS.includes(unit)) : UNITS;
  const unit = unitOf(call, units);
  const amount = call.argAs(1, BIGINT);
  const step = UNIT_INTERVALS[unit](amount);
  // Durations pass on the clock of UTC, days and longer on the zone's calendar.
  if (value.type.kind === "timestamp with time zone" && TIME_UNITS.includes(unit)) {
    return { sql: SQL`trino_zoned(${value.sql}.i + ${step}, ${value.sql}.z)`, type: value.type };
  }
  return { sql: fromWallClock(value, SQL`${value.clock} + ${step}`), type: value.type };
};

/** Whole units between two moments. DuckDB's `date_diff` counts borders crossed, its `date_sub` whole units. */
const dateDiff: FunctionRule = (call) => {
  call.requireArity(3);
  const [from, to] = [dateTimeArg(call, 1), dateTimeArg(call, 2)];
  const type = commonType(from.type, to.type);
  if (type === undefined) throw call.noMatchingSignature();
  const units = type.kind === "date" ? UNITS.filter((unit) => !TIME_UNITS.includes(unit)) : UNITS;
  const unit = unitOf(call, units);
  const clock = (side: TypedSql): Sql => {
    const sql = coerce(side, type);
    if (type.kind !== "timestamp with time zone") return sql;
    return TIME_UNITS.includes(unit)
      ? SQL`${sql}.i`
      : SQL`trino_local_in(${sql}.i, ${coerce(from, type)}.z)`;
  };
  return { sql: SQL`date_sub(${literal(unit)}, ${clock(from)}, ${clock(to)})`, type: BIGINT };
};

const now = (call: FunctionCall): Sql =>
  SQL`TIMESTAMP ${literal(call.expressions.context.state.now.toISOString().replace("T", " ").replace("Z", ""))}`;
const utcNow: FunctionRule = (call) => {
  rejectPrecision(call);
  return { sql: SQL`trino_zoned(${now(call)}, 'UTC')`, type: TIMESTAMP_TZ };
};

function rejectPrecision({ node }: FunctionCall): void {
  if (node.args.length > 0) throw unsupported(`${node.name} with a precision`, node);
}

/** `at_timezone(moment, zone)` shows the same instant on another clock. */
const atTimeZone: FunctionRule = (call) => {
  call.requireArity(2);
  const value = call.arg(0);
  const zone = call.argAs(1, VARCHAR);
  const type: TrinoType = {
    kind: "timestamp with time zone",
    precision:
      value.type.kind === "timestamp" || value.type.kind === "timestamp with time zone"
        ? value.type.precision
        : 3,
  };
  if (wallClock(value) === undefined) throw call.noMatchingSignature();
  return { sql: SQL`trino_zoned(${coerce(value, type)}.i, trino_zone(${zone}))`, type };
};

const monthLast: FunctionRule = (call) => {
  call.requireArity(1);
  return { sql: SQL`last_day(${dateTimeArg(call, 0).clock})`, type: DATE };
};

const weekYear = extract((clock) => SQL`isoyear(${clock})`);
const weekDay = extractWith(SQL`isodow`);
const week = extractWith(SQL`week`);
const yearDay = extractWith(SQL`dayofyear`);
const monthDay = extractWith(SQL`day`);

/** Functions of dates and times. The session's zone is UTC, as on Athena. */
export const TIME_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  now: utcNow,
  current_timestamp: utcNow,
  localtimestamp: (call) => {
    rejectPrecision(call);
    return { sql: now(call), type: TIMESTAMP };
  },
  current_date: (call) => ({ sql: SQL`CAST(${now(call)} AS DATE)`, type: DATE }),
  current_timezone: overloads(signature([], VARCHAR, () => SQL`'UTC'`)),
  date: (call) => {
    call.requireArity(1);
    return { sql: castTo(call.arg(0), DATE, false, call.node), type: DATE };
  },
  date_trunc: dateTrunc,
  date_add: dateAdd,
  date_diff: dateDiff,
  year: extractWith(SQL`year`),
  quarter: extractWith(SQL`quarter`),
  month: extractWith(SQL`month`),
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
  hour: extractWith(SQL`hour`, true),
  minute: extractWith(SQL`minute`, true),
  second: extractWith(SQL`second`, true),
  millisecond: extract((clock) => SQL`(millisecond(${clock}) % 1000)`, true),
  last_day_of_month: monthLast,
  from_unixtime: (call) => {
    call.requireArity(1, 2);
    const zone =
      call.node.args.length === 2 ? SQL`trino_zone(${call.argAs(1, VARCHAR)})` : SQL`'UTC'`;
    return {
      sql: SQL`trino_zoned(trino_from_unixtime(${call.argAs(0, DOUBLE)}), ${zone})`,
      type: TIMESTAMP_TZ,
    };
  },
  to_unixtime: (call) => {
    call.requireArity(1);
    const instant = coerce(dateTimeArg(call, 0), TIMESTAMP_TZ);
    return { sql: SQL`(epoch_us(${instant}.i) / CAST(1000000 AS DOUBLE))`, type: DOUBLE };
  },
  at_timezone: atTimeZone,
  with_timezone: (call) => {
    call.requireArity(2);
    return {
      sql: SQL`trino_zoned_at(${call.argAs(0, TIMESTAMP)}, trino_zone(${call.argAs(1, VARCHAR)}))`,
      type: TIMESTAMP_TZ,
    };
  },
  timezone: (call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind !== "timestamp with time zone") throw call.noMatchingSignature();
    return { sql: SQL`${sql}.z`, type: VARCHAR };
  },
  from_iso8601_timestamp: overloads(
    signature([VARCHAR], TIMESTAMP_TZ, (text) => SQL`trino_from_iso8601(${text})`),
  ),
  from_iso8601_date: overloads(
    signature([VARCHAR], DATE, (text) => SQL`CAST(trino_from_iso8601(${text}).i AS DATE)`),
  ),
  to_milliseconds: (call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind !== "interval day to second") throw call.noMatchingSignature();
    return { sql: SQL`CAST(epoch(${sql}) * 1000 AS BIGINT)`, type: BIGINT };
  },
};
