import { notSupported } from "./not-supported";
import { SQL } from "../../../duckdb/sql";
import { macro, type Macro } from "./macro";
import { errorAs } from "./error-as";

/** Casts of strings, which are stricter than DuckDB's. */
export const CAST_MACROS: readonly Macro[] = [
  macro(
    SQL`trino_trim`,
    ["s"],
    // What Java's parsers of numbers skip: all up to the space.
    SQL`regexp_replace(s, '^[\\x00-\\x20]+|[\\x00-\\x20]+$', '', 'g')`,
  ),
  macro(
    SQL`trino_integer_text`,
    ["s"],
    SQL`CASE WHEN regexp_full_match(s, '[+-]?[0-9]+') THEN s ELSE trino_other_integer(trino_trim(s)) END`,
  ),
  macro(
    SQL`trino_number_text`,
    ["s"],
    SQL`CASE WHEN regexp_full_match(trino_trim(s), '[+-]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?|NaN|Infinity)') THEN rtrim(trino_trim(s), 'dDfF') WHEN regexp_matches(s, '0[xX][0-9a-fA-F.]+[pP]') THEN
    trino_fail(${notSupported("A hexadecimal number")} || ': ' || s) ELSE
    trino_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || s || ''' to a number') END`,
  ),
  macro(
    SQL`trino_decimal_text`,
    ["s"],
    SQL`CASE WHEN regexp_full_match(s, '[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?') THEN s ELSE trino_other_decimal(s) END`,
  ),
  macro(
    SQL`trino_not_nan`,
    ["x"],
    SQL`CASE WHEN isnan(x) THEN ${errorAs(SQL`'INVALID_CAST_ARGUMENT: Cannot cast NaN to an integer'`, SQL`x`)} ELSE x END`,
  ),
  macro(
    SQL`trino_double_to_bigint`,
    ["x"],
    SQL`CAST(CASE WHEN isnan(x) OR abs(x) >= 9223372036854775808e0 THEN
    ${errorAs(SQL`'INVALID_CAST_ARGUMENT: Unable to cast ' || x || ' to bigint'`, SQL`x`)} ELSE round(x) END AS BIGINT)`,
  ),
  // Java's saturating conversion.
  macro(
    SQL`trino_real_to_bigint`,
    ["x"],
    SQL`CASE WHEN trino_not_nan(x) >= 9223372036854775808e0 THEN 9223372036854775807
    WHEN x < -9223372036854775808e0 THEN CAST('-9223372036854775808' AS BIGINT) ELSE CAST(round(x) AS BIGINT) END`,
  ),
  // Half-way between the largest real and the next power of two.
  macro(
    SQL`trino_to_real`,
    ["x"],
    SQL`CASE WHEN isfinite(x) AND abs(x) >= 340282356779733661637539395458142568448e0 THEN
    CAST(CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END AS FLOAT) ELSE CAST(x AS FLOAT) END`,
  ),
  macro(
    SQL`trino_to_boolean`,
    ["s"],
    SQL`CASE WHEN lower(s) IN ('t', 'true', '1') THEN TRUE WHEN lower(s) IN ('f', 'false', '0') THEN FALSE
    WHEN s IS NOT NULL THEN CAST(trino_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || s || ''' to boolean') AS BOOLEAN) END`,
  ),
  macro(
    SQL`trino_to_date`,
    ["s"],
    SQL`CASE WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(s AS DATE) IS NOT NULL THEN TRY_CAST(s AS DATE) ELSE CAST(trino_parse_date(s) AS DATE) END`,
  ),
  macro(
    SQL`trino_date_text`,
    ["d"],
    SQL`CASE WHEN year(d) BETWEEN 1 AND 9999 THEN CAST(d AS VARCHAR) ELSE trino_other_date_text(CAST(d AS TIMESTAMP)) END`,
  ),
];
