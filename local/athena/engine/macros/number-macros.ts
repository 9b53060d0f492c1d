import { SQL, type Sql } from "../../../duckdb/sql";
import { errorAs } from "./error-as";

/** Macros of numbers. */
export const NUMBER_MACROS: readonly Sql[] = [
  SQL`trino_divisor(b) AS CASE WHEN b = 0 THEN ${errorAs(SQL`'DIVISION_BY_ZERO: Division by zero'`, SQL`b`)} ELSE b END`,

  SQL`trino_ln(x) AS CASE WHEN x > 0 THEN ln(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END`,
];
