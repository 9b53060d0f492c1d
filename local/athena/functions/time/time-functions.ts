import { literal, SQL, type Sql } from "../../../duckdb/sql";
import { macroCall } from "../../engine/macros/macro-call";
import { unsupported } from "../../query-error";
import type { CallFacts } from "../../analysis/call-facts";
import { castTo } from "../../translation/expressions/cast";
import { coerce, coerced, typed } from "../../translation/expressions/typed-sql";
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
import { type FunctionRule, overloads, signature, total, withZone, zoneOfLast } from "../signature";
import { dateAdd, dateDiff, dateTrunc } from "./date-arithmetic";
import { dateTimeArg, wallClock } from "./wall-clock";

/** A field of a date or timestamp as a bigint. */
const extract =
  (write: (clock: Sql) => Sql): FunctionRule =>
  (call) => {
    call.requireArity(1);
    const { clock } = dateTimeArg(call, 0);
    return typed(BIGINT, () => SQL`CAST(${write(clock())} AS BIGINT)`);
  };

const extractWith = (name: Sql) => extract((clock) => SQL`${name}(CAST(${clock} AS TIMESTAMP))`);

/** Of the start of the query. */
const CURRENT: CallFacts = { currentTime: true, zone: "one" };

const now = (call: FunctionCall): Sql =>
  SQL`TIMESTAMP ${literal(call.expressions.context.state.now.toISOString().replace("T", " ").replace("Z", ""))}`;
const utcNow = total((call) => {
  rejectPrecision(call);
  return typed(TIMESTAMP_TZ, () => SQL`trino_zoned(${now(call)}, 'UTC')`, { facts: CURRENT });
});

function rejectPrecision({ node }: FunctionCall): void {
  if (node.args.length > 0) throw unsupported(`${node.name} with a precision`, node);
}

/** `at_timezone(timestamp, zone)` changes the time zone and keeps the instant. */
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
  return typed(type, () => SQL`trino_zoned(${coerce(value, type)}.i, trino_zone(${zone.sql()}))`);
};

const fromUnixTime: FunctionRule = (call) => {
  call.requireArity(1, 2);
  const [seconds, zone] = [call.argAs(0, DOUBLE), call.optionalArgAs(1, VARCHAR)];
  return typed(TIMESTAMP_TZ, () => {
    const id = zone === undefined ? SQL`'UTC'` : SQL`trino_zone(${zone.sql()})`;
    return SQL`trino_zoned(${macroCall(SQL`trino_from_unixtime`, seconds.sql())}, ${id})`;
  });
};

const withTimeZone: FunctionRule = (call) => {
  call.requireArity(2);
  const { type } = call.arg(0);
  const precision = type.kind === "timestamp" ? type.precision : type.kind === "date" ? 0 : 3;
  // Trino derives the offset from the local time taken for UTC.
  const clock = call.argAs(0, { kind: "timestamp", precision });
  const zone = call.argAs(1, VARCHAR);
  return typed(
    { kind: "timestamp with time zone", precision },
    () => SQL`trino_zoned_from_local(${clock.sql()}, trino_zone(${zone.sql()}), ${clock.sql()})`,
  );
};

/** The zone of a value is the last argument: one for all if that is a literal. */
function namedZone({ node }: FunctionCall): "one" | undefined {
  return node.args[node.args.length - 1]?.kind === "string" ? "one" : undefined;
}

const monthLast: FunctionRule = (call) => {
  call.requireArity(1);
  const { clock } = dateTimeArg(call, 0);
  return typed(DATE, () => SQL`last_day(${clock()})`);
};

const weekYear = extract((clock) => SQL`isoyear(${clock})`);
const weekDay = total(extractWith(SQL`isodow`));
const week = total(extractWith(SQL`week`));
const yearDay = total(extractWith(SQL`dayofyear`));
const monthDay = total(extractWith(SQL`day`));

/** Date and time functions. The session's time zone is UTC, as on Athena. */
export const TIME_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  now: utcNow,
  current_timestamp: utcNow,
  localtimestamp: total((call) => {
    rejectPrecision(call);
    return typed(TIMESTAMP, () => now(call), { facts: CURRENT });
  }),
  current_date: total((call) =>
    typed(DATE, () => SQL`CAST(${now(call)} AS DATE)`, { facts: CURRENT }),
  ),
  current_timezone: overloads(signature([], VARCHAR, () => SQL`'UTC'`)),
  date: (call) => {
    call.requireArity(1);
    return castTo(call.arg(0), DATE, false, call.node);
  },
  date_trunc: total(withZone(dateTrunc, zoneOfLast)),
  date_add: withZone(dateAdd, zoneOfLast),
  date_diff: total(dateDiff),
  year: total(extractWith(SQL`year`)),
  quarter: total(extractWith(SQL`quarter`)),
  month: total(extractWith(SQL`month`)),
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
  hour: total(extractWith(SQL`hour`)),
  minute: total(extractWith(SQL`minute`)),
  second: total(extractWith(SQL`second`)),
  millisecond: total(extract((clock) => SQL`(millisecond(CAST(${clock} AS TIMESTAMP)) % 1000)`)),
  last_day_of_month: monthLast,
  from_unixtime: withZone(fromUnixTime, (call) =>
    call.node.args.length === 1 ? "one" : namedZone(call),
  ),
  to_unixtime: (call) => {
    call.requireArity(1);
    const instant = coerced(dateTimeArg(call, 0), TIMESTAMP_TZ);
    return typed(
      DOUBLE,
      () => SQL`(epoch_us(CAST(${instant.sql()}.i AS TIMESTAMP)) / CAST(1000000 AS DOUBLE))`,
    );
  },
  at_timezone: withZone(atTimeZone, namedZone),
  with_timezone: withZone(withTimeZone, namedZone),
  timezone: (call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind !== "timestamp with time zone") throw call.noMatchingSignature();
    return typed(VARCHAR, () => SQL`${sql()}.z`);
  },
  from_iso8601_timestamp: overloads(
    signature([VARCHAR], TIMESTAMP_TZ, (text) => SQL`trino_from_iso8601(${text})`),
  ),
  from_iso8601_date: overloads(
    signature([VARCHAR], DATE, (text) => SQL`CAST(trino_from_iso8601_date(${text}) AS DATE)`),
  ),
  to_milliseconds: (call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind !== "interval day to second") throw call.noMatchingSignature();
    return typed(BIGINT, () => SQL`CAST(epoch(${sql()}) * 1000 AS BIGINT)`);
  },
};
