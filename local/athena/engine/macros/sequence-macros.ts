import { SQL } from "../../../duckdb/sql";
import { errorAs } from "./error-as";
import { macro, type Macro } from "./macro";

// All arguments: if the message were constant, DuckDB would fail for no row at all.
const BOUNDS = SQL`(CAST(first AS VARCHAR) || CAST(last AS VARCHAR) || CAST(step AS VARCHAR))`;

/** Macros of `sequence` and `repeat`. Arguments are checked before DuckDB allocates a result of their size. */
export const SEQUENCE_MACROS: readonly Macro[] = [
  macro(
    SQL`trino_sequence_end`,
    ["first", "last", "step"],
    SQL`CASE
    WHEN step = 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: step must not be zero'`, SQL`last`, BOUNDS)}
    WHEN (step > 0 AND last < first) OR (step < 0 AND last > first) THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start'`, SQL`last`, BOUNDS)}
    WHEN (CAST(last AS HUGEINT) - first) // step >= 10000 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries'`, SQL`last`, BOUNDS)}
    ELSE last END`,
  ),
  macro(
    SQL`trino_sequence`,
    ["first", "last", "step"],
    SQL`generate_series(first, trino_sequence_end(first, last, step), CASE WHEN step = 0 THEN 1 ELSE step END)`,
  ),
  macro(SQL`trino_epoch_day`, ["day"], SQL`date_diff('day', DATE '1970-01-01', day)`),
  macro(
    SQL`trino_interval_days`,
    ["step"],
    SQL`CASE WHEN epoch_us(step) % 86400000000 = 0 THEN epoch_us(step) // 86400000000 ELSE
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: sequence step must be a day interval if start and end values are dates' || left(CAST(step AS VARCHAR), 0)) AS BIGINT) END`,
  ),
  macro(
    SQL`trino_date_list`,
    ["days"],
    SQL`list_transform(days, lambda item: DATE '1970-01-01' + CAST(item AS INTEGER))`,
  ),
  // Each date is counted from the first one, so that the last day of a month does not get lost in a shorter one.
  macro(
    SQL`trino_interval_months`,
    ["step"],
    SQL`CAST(year(DATE '2000-01-01' + step) * 12 + month(DATE '2000-01-01' + step) - 24001 AS BIGINT)`,
  ),
  // A day or an hour in the wrong direction fails too, where the months are the same.
  macro(
    SQL`trino_last_month`,
    ["first", "last", "months"],
    SQL`CASE
    WHEN last < first THEN least((year(last) - year(first)) * 12 + month(last) - month(first), -1)
    WHEN last > first AND months < 0 THEN greatest((year(last) - year(first)) * 12 + month(last) - month(first), 1)
    ELSE (year(last) - year(first)) * 12 + month(last) - month(first) END`,
  ),
  macro(
    SQL`trino_month_sequence`,
    ["first", "last", "step"],
    SQL`list_filter(list_transform(
    trino_sequence(0, trino_last_month(first, last, trino_interval_months(step)), trino_interval_months(step)),
    lambda item: CAST(first + to_months(CAST(item AS INTEGER)) AS DATE)),
    lambda item: CASE WHEN trino_interval_months(step) > 0 THEN item <= last ELSE item >= last END)`,
  ),
  macro(
    SQL`trino_timestamps`,
    ["first", "last", "step"],
    SQL`list_transform(trino_sequence(epoch_us(first), epoch_us(last), epoch_us(step)), lambda item: make_timestamp(item))`,
  ),
  macro(
    SQL`trino_month_timestamps`,
    ["first", "last", "step"],
    SQL`list_filter(list_transform(
    trino_sequence(0, trino_last_month(first, last, trino_interval_months(step)), trino_interval_months(step)),
    lambda item: first + to_months(CAST(item AS INTEGER))),
    lambda item: CASE WHEN trino_interval_months(step) > 0 THEN item <= last ELSE item >= last END)`,
  ),
  macro(
    SQL`trino_repeat_count`,
    ["n"],
    SQL`CASE
    WHEN n > 10000 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be less than or equal to 10000'`, SQL`n`)}
    WHEN n < 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be greater than or equal to 0'`, SQL`n`)}
    ELSE n END`,
  ),
];
