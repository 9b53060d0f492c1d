import { SQL } from "../../../duckdb/sql";
import { macro, type Macro } from "./macro";
import { errorAs } from "./error-as";
import { notSupported } from "./not-supported";

/** Macros of numbers. */
export const NUMBER_MACROS: readonly Macro[] = [
  macro(
    SQL`trino_divisor`,
    ["a", "b"],
    // What is null already is divided by nothing.
    SQL`CASE WHEN b = 0 AND a IS NOT NULL THEN ${errorAs(SQL`'DIVISION_BY_ZERO: Division by zero'`, SQL`b`)} ELSE b END`,
  ),
  macro(
    SQL`trino_wrapped_bigint`,
    ["n"],
    // Trino sums a group with a check, and a window without one.
    SQL`((n + 9223372036854775808) % 18446744073709551616 + 18446744073709551616) % 18446744073709551616 - 9223372036854775808`,
  ),
  // In Java, an unknown exponent gives an unknown power, also of one.
  macro(
    SQL`trino_power`,
    ["x", "y"],
    SQL`CASE WHEN isnan(y) OR (abs(x) = 1 AND isinf(y)) THEN CAST('NaN' AS DOUBLE) ELSE pow(x, y) END`,
  ),
  macro(
    SQL`trino_round`,
    ["x", "digits"],
    SQL`CASE WHEN digits IS NULL THEN NULL WHEN x = 0 THEN 0 WHEN isfinite(x) THEN round(x, digits) ELSE x END`,
  ),
  macro(
    SQL`trino_percentile_value`,
    ["x"],
    SQL`CASE WHEN isnan(x) THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Percentile of NaN'`, SQL`x`)} ELSE x END`,
  ),
  macro(
    SQL`trino_squarable`,
    ["x"],
    // The square root of the greatest double.
    SQL`CASE WHEN abs(x) > 1.3407807929942596e154 AND isfinite(x) THEN ${errorAs(notSupported("A statistic of a number whose square is beyond the range of a double"), SQL`x`)} ELSE x END`,
  ),
  macro(
    SQL`trino_window_offset`,
    ["n", "least"],
    SQL`CASE WHEN n >= least THEN n ELSE
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: The offset of a window function must be at least ' || least || left(coalesce(CAST(n AS VARCHAR), ''), 0)) AS BIGINT) END`,
  ),
  macro(
    SQL`trino_random`,
    ["least", "below"],
    SQL`CASE WHEN least < below THEN least + CAST(floor(random() * (below - least)) AS BIGINT) ELSE
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: start value must be less than stop value' || left(CAST(least AS VARCHAR), 0)) AS BIGINT) END`,
  ),
  macro(
    SQL`trino_positive_or_null`,
    ["n"],
    SQL`CASE WHEN n IS NOT NULL THEN trino_window_offset(n, 1) END`,
  ),
  macro(
    SQL`trino_ln`,
    ["x"],
    SQL`CASE WHEN x > 0 THEN ln(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END`,
  ),
];
