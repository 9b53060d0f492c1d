import { SQL, type Sql } from "../../../duckdb/sql";

/** Casts of strings, which are stricter than DuckDB's. */
export const CAST_MACROS: readonly Sql[] = [
  SQL`trino_integer_text(s) AS CASE WHEN regexp_full_match(s, '[+-]?[0-9]+') THEN s ELSE
    trino_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || s || ''' to an integer') END`,
  SQL`trino_number_text(s) AS CASE WHEN regexp_full_match(s, '\\s*[+-]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|Infinity)\\s*') THEN trim(s) ELSE
    trino_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || s || ''' to a number') END`,
  SQL`trino_to_boolean(s) AS CASE WHEN lower(s) IN ('t', 'true', '1') THEN TRUE WHEN lower(s) IN ('f', 'false', '0') THEN FALSE
    WHEN s IS NOT NULL THEN CAST(trino_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || s || ''' to boolean') AS BOOLEAN) END`,
  SQL`trino_to_date(s) AS CAST(CASE WHEN regexp_full_match(s, '\\s*[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\\s*') THEN trim(s) ELSE
    trino_fail('INVALID_CAST_ARGUMENT: Value cannot be cast to date: ' || s) END AS DATE)`,
];
