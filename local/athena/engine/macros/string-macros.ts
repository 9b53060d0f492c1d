import { SQL, type Sql } from "../../../duckdb/sql";
import { errorAs } from "./error-as";

/** Macros of strings. */
export const STRING_MACROS: readonly Sql[] = [
  // Java keeps this letter, which has no single upper-case character.
  SQL`trino_upper(s) AS replace(upper(replace(s, 'ß', chr(57344))), chr(57344), 'ß')`,
  SQL`trino_whitespace() AS ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(28) || chr(29) || chr(30) || chr(31)`,
  SQL`trino_substr(s, start, n) AS CASE
    WHEN s IS NULL OR start IS NULL OR n IS NULL THEN NULL
    WHEN start = 0 OR n <= 0 OR abs(start) > length(s) THEN left(s, 0)
    WHEN start > 0 THEN substring(s, start, least(n, length(s)))
    ELSE substring(s, length(s) + start + 1, least(n, length(s))) END`,
  SQL`trino_replace(s, part, with_text) AS CASE WHEN part = '' THEN
    trino_fail('NOT_SUPPORTED: replace of an empty string is not supported by the embedded Athena; it would run on AWS' || left(s, 0))
    ELSE replace(s, part, with_text) END`,
  SQL`trino_split(s, delimiter) AS CASE WHEN delimiter = '' THEN
    [trino_fail('INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string' || left(s, 0))] ELSE string_split(s, delimiter) END`,
  SQL`trino_split_part(s, delimiter, place) AS CASE WHEN place <= 0 THEN
    trino_fail('INVALID_FUNCTION_ARGUMENT: Index must be greater than zero' || left(s, 0))
    ELSE list_extract(trino_split(s, delimiter), place) END`,
  SQL`trino_pad_size(n) AS CAST(CASE WHEN n < 0 OR n > 2147483647 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]'`, SQL`n`)} ELSE n END AS INTEGER)`,
  SQL`trino_padding(s) AS CASE WHEN s = '' THEN trino_fail('INVALID_FUNCTION_ARGUMENT: Padding string must not be empty' || left(s, 0)) ELSE s END`,
  SQL`trino_listagg(s) AS CASE WHEN strlen(s) > 1048576 THEN
    trino_fail('EXCEEDED_FUNCTION_MEMORY_LIMIT: Concatenated string has the length in bytes larger than the maximum allowed 1048576' || left(s, 0)) ELSE s END`,
  SQL`trino_check_length(s, n) AS CASE WHEN length(s) > n THEN
    trino_fail('INVALID_CAST_ARGUMENT: Value ' || s || ' cannot be represented as varchar(' || n || ')') ELSE s END`,
];
