import { SQL } from "../../../duckdb/sql";
import { macro, type Macro } from "./macro";

/** Macros of timestamps and intervals. */
export const TIME_MACROS: readonly Macro[] = [
  // DuckDB rewrites a comparison of date_trunc itself with a constant, and then takes a null for one that differs.
  macro(
    SQL`trino_date_trunc`,
    ["unit", "clock"],
    SQL`CASE WHEN clock IS NOT NULL THEN date_trunc(unit, clock) END`,
  ),
  macro(
    SQL`trino_from_unixtime`,
    ["seconds"],
    // Java rounds a half up, DuckDB away from zero, and NaN to zero.
    SQL`make_timestamp(CASE WHEN isnan(seconds) THEN 0 ELSE CAST(ceil(floor(seconds * 1000 * 2) / 2) AS BIGINT) END * 1000)`,
  ),
  macro(
    SQL`trino_require_days`,
    ["step"],
    SQL`CASE WHEN epoch_us(step) % 86400000000 = 0 THEN step ELSE
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date' || left(CAST(step AS VARCHAR), 0)) AS INTERVAL) END`,
  ),
];
