import { macroCall } from "../../engine/macros/macro-call";
import { literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { coerce, typed, type TypedSql } from "../../translation/expressions/typed-sql";
import { commonType } from "../../types/coercion";
import { BIGINT } from "../../types/trino-type";
import type { TrinoType } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
import type { FunctionRule } from "../signature";
import { dateTimeArg, fromWallClock } from "./wall-clock";

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

/** DuckDB's interval of an amount of each unit. */
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

/** `date_trunc(unit, value)`. */
export const dateTrunc: FunctionRule = (call) => {
  call.requireArity(2);
  const value = dateTimeArg(call, 1);
  const unit = unitOf(call, value.type);
  return typed(value.type, () => {
    const clock = macroCall(SQL`trino_date_trunc`, literal(unit), value.clock());
    if (value.type.kind !== "timestamp with time zone" || !TIME_UNITS.includes(unit)) {
      return fromWallClock(value, clock);
    }
    // Joda truncates an hour or less at the value's own offset, even past a transition of half an hour.
    return SQL`trino_zoned_at_offset(CAST(${clock} AS TIMESTAMP), ${value.sql()}.z, CAST(${value.sql()}.i AS TIMESTAMP))`;
  });
};

/** `date_add(unit, amount, value)`. */
export const dateAdd: FunctionRule = (call) => {
  call.requireArity(3);
  const value = dateTimeArg(call, 2);
  const unit = unitOf(call, value.type);
  const amount = call.argAs(1, BIGINT);
  const inUtc = value.type.kind === "timestamp with time zone" && TIME_UNITS.includes(unit);
  return typed(value.type, () => {
    const step = UNIT_INTERVALS[unit](amount.sql());
    const rounded = (sum: Sql): Sql =>
      unit === "millisecond" && "precision" in value.type
        ? SQL`trino_round_timestamp(${sum}, ${literal(value.type.precision)})`
        : sum;
    // Hours and shorter are added in UTC, days and longer in local time.
    if (inUtc) {
      const instant = rounded(SQL`CAST(${value.sql()}.i AS TIMESTAMP) + ${step}`);
      return SQL`trino_zoned(${instant}, ${value.sql()}.z)`;
    }
    return fromWallClock(value, rounded(SQL`CAST(${value.clock()} AS TIMESTAMP) + ${step}`));
  });
};

/** `date_diff(unit, from, to)`, in complete units: DuckDB's `date_sub`; its `date_diff` counts boundaries crossed. */
export const dateDiff: FunctionRule = (call) => {
  call.requireArity(3);
  const [from, to] = [dateTimeArg(call, 1), dateTimeArg(call, 2)];
  const type = commonType(from.type, to.type);
  if (type === undefined) throw call.noMatchingSignature();
  const unit = unitOf(call, type);
  const clock = (side: TypedSql): Sql => {
    const sql = coerce(side, type);
    if (type.kind !== "timestamp with time zone") return inMilliseconds(sql, type);
    const instant = inMilliseconds(SQL`${sql}.i`, type);
    return TIME_UNITS.includes(unit)
      ? instant
      : SQL`trino_local_in(${instant}, ${coerce(from, type)}.z)`;
  };
  return typed(BIGINT, () => SQL`date_sub(${literal(unit)}, ${clock(from)}, ${clock(to)})`);
};

/** An instant without the digits that Trino's differences ignore. */
function inMilliseconds(instant: Sql, type: TrinoType): Sql {
  const finer = "precision" in type && type.kind !== "decimal" && type.precision > 3;
  return finer ? SQL`date_trunc('milliseconds', CAST(${instant} AS TIMESTAMP))` : instant;
}

/** The unit that the first argument names, one that values of the type have. */
function unitOf(call: FunctionCall, { kind }: TrinoType): Unit {
  const unit = call.stringLiteral(0)?.toLowerCase();
  if (unit === undefined)
    throw unsupported(`A unit of ${call.node.name} that is not a literal`, call.node);
  const units = kind === "date" ? UNITS.filter((each) => !TIME_UNITS.includes(each)) : UNITS;
  const known = units.find((each) => each === unit);
  if (known !== undefined) return known;
  const reason = `'${unit}' is not a valid ${call.node.name} field`;
  throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, call.argNode(0));
}
