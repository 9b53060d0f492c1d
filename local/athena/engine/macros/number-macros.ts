import { SQL, type Sql } from "../../../duckdb/sql";
import { errorAs } from "./error-as";

/** Macros of numbers. */
export const NUMBER_MACROS: readonly Sql[] = [
  SQL`trino_divisor(b) AS CASE WHEN b = 0 THEN ${errorAs(SQL`'DIVISION_BY_ZERO: Division by zero'`, SQL`b`)} ELSE b END`,

  // In Java, an unknown exponent gives an unknown power, also of one.
  SQL`trino_power(x, y) AS CASE WHEN isnan(y) OR (abs(x) = 1 AND isinf(y)) THEN CAST('NaN' AS DOUBLE) ELSE pow(x, y) END`,
  SQL`trino_round(x, digits) AS CASE WHEN digits IS NULL THEN NULL WHEN x = 0 THEN 0 WHEN isfinite(x) THEN round(x, digits) ELSE x END`,
  SQL`trino_percentile_value(x) AS CASE WHEN isnan(x) THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Percentile of NaN'`, SQL`x`)} ELSE x END`,
  SQL`trino_window_offset(n, least) AS CASE WHEN n >= least THEN n ELSE
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: The offset of a window function must be at least ' || least || left(coalesce(CAST(n AS VARCHAR), ''), 0)) AS BIGINT) END`,
  SQL`trino_random(least, below) AS CASE WHEN least < below THEN least + CAST(floor(random() * (below - least)) AS BIGINT) ELSE
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: start value must be less than stop value' || left(CAST(least AS VARCHAR), 0)) AS BIGINT) END`,
  SQL`trino_ntile_buckets(n) AS CASE WHEN n IS NOT NULL THEN trino_window_offset(n, 1) END`,
  SQL`trino_ln(x) AS CASE WHEN x > 0 THEN ln(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END`,
];
