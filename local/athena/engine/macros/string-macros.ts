import { notSupported } from "./not-supported";
import { literal, SQL } from "../../../duckdb/sql";
import { macro, type Macro } from "./macro";
import { errorAs } from "./error-as";
import { WHITE_SPACE } from "../../types/white-space";

/** Macros of strings. */
export const STRING_MACROS: readonly Macro[] = [
  // Java keeps this letter, which has no single upper-case character.
  macro(SQL`trino_upper`, ["s"], SQL`replace(upper(replace(s, 'ß', chr(57344))), chr(57344), 'ß')`),
  macro(SQL`trino_whitespace`, [], SQL`${literal(WHITE_SPACE)}`),
  macro(
    SQL`trino_substr`,
    ["s", "start", "n"],
    SQL`CASE
    WHEN s IS NULL OR start IS NULL OR n IS NULL THEN NULL
    WHEN start = 0 OR n <= 0 OR abs(start) > length(s) THEN left(s, 0)
    WHEN start > 0 THEN substring(s, start, least(n, length(s)))
    ELSE substring(s, length(s) + start + 1, least(n, length(s))) END`,
  ),
  macro(
    SQL`trino_replace`,
    ["s", "part", "with_text"],
    SQL`CASE WHEN part = '' THEN
    trino_fail(${notSupported("replace of an empty string")} || left(s, 0))
    ELSE replace(s, part, with_text) END`,
  ),
  macro(
    SQL`trino_split`,
    ["s", "delimiter"],
    SQL`CASE WHEN delimiter = '' THEN
    [trino_fail('INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string' || left(s, 0))] ELSE string_split(s, delimiter) END`,
  ),
  macro(
    SQL`trino_split_part`,
    ["s", "delimiter", "place"],
    SQL`CASE WHEN place <= 0 THEN
    trino_fail('INVALID_FUNCTION_ARGUMENT: Index must be greater than zero' || left(s, 0))
    WHEN delimiter = '' THEN trino_fail(${notSupported("split_part by an empty delimiter")} || left(s, 0))
    ELSE list_extract(string_split(s, delimiter), place) END`,
  ),
  // The parts are a list in which null stands for what is left out. The separator is not given to array_to_string, which
  // takes only a constant.
  macro(
    SQL`trino_joined`,
    ["parts", "separator"],
    SQL`substr(array_to_string(list_transform(list_filter(parts, lambda item: item IS NOT NULL),
    lambda item: separator || item), ''), length(separator) + 1)`,
  ),
  macro(
    SQL`trino_codepoint`,
    ["s"],
    SQL`CASE WHEN s = '' THEN CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: Input string must be a single character string') AS INTEGER) ELSE unicode(s) END`,
  ),
  macro(
    SQL`trino_from_hex`,
    ["s"],
    SQL`CASE WHEN regexp_full_match(s, '(?:[0-9A-Fa-f]{2})*') THEN from_hex(s) WHEN s IS NOT NULL THEN
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: Invalid hex text: ' || s) AS BLOB) END`,
  ),
  // Java's decoder needs no padding.
  macro(
    SQL`trino_from_base64`,
    ["s"],
    SQL`CASE WHEN regexp_full_match(s, '[A-Za-z0-9+/]*={0,2}') AND length(rtrim(s, '=')) % 4 <> 1
    THEN from_base64(rtrim(s, '=') || repeat('=', (4 - length(rtrim(s, '=')) % 4) % 4)) WHEN s IS NOT NULL THEN
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: Invalid base64 text: ' || s) AS BLOB) END`,
  ),
  macro(
    SQL`trino_pad_size`,
    ["n"],
    SQL`CAST(CASE WHEN n < 0 OR n > 2147483647 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]'`, SQL`n`)} ELSE n END AS INTEGER)`,
  ),
  macro(
    SQL`trino_padding`,
    ["s"],
    SQL`CASE WHEN s = '' THEN trino_fail('INVALID_FUNCTION_ARGUMENT: Padding string must not be empty' || left(s, 0)) ELSE s END`,
  ),
  macro(
    SQL`trino_listagg`,
    ["s"],
    SQL`CASE WHEN strlen(s) > 1048576 THEN
    trino_fail('EXCEEDED_FUNCTION_MEMORY_LIMIT: Concatenated string has the length in bytes larger than the maximum allowed 1048576' || left(s, 0)) ELSE s END`,
  ),
  macro(
    SQL`trino_check_length`,
    ["s", "n", "code"],
    SQL`CASE WHEN length(s) > n THEN
    trino_fail(code || ': Value ' || s || ' cannot be represented as varchar(' || n || ')') ELSE s END`,
  ),
];
