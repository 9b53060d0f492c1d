import { SQL, type Sql } from "../../duckdb/sql";
/**
 * Trino's semantics that DuckDB's SQL can say. Macros keep the types of their arguments, so a result has the type that
 * the translation promised. One that another uses stands before it.
 */
export const MACROS: readonly Sql[] = [
  SQL`trino_divisor(b) AS CASE WHEN b = 0 THEN ${errorAs(SQL`'DIVISION_BY_ZERO: Division by zero'`, SQL`b`)} ELSE b END`,

  SQL`trino_ln(x) AS CASE WHEN x > 0 THEN ln(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END`,

  // Text.
  // Java has no single capital for this letter, so it stays.
  SQL`trino_upper(s) AS replace(upper(replace(s, 'ß', chr(57344))), chr(57344), 'ß')`,
  SQL`trino_whitespace() AS ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(28) || chr(29) || chr(30) || chr(31)`,
  SQL`trino_substr(s, start, n) AS CASE
    WHEN s IS NULL OR start IS NULL OR n IS NULL THEN NULL
    WHEN start = 0 OR n <= 0 OR abs(start) > length(s) THEN left(s, 0)
    WHEN start > 0 THEN substring(s, start, least(n, length(s)))
    ELSE substring(s, length(s) + start + 1, least(n, length(s))) END`,
  SQL`trino_replace(s, part, with_text) AS CASE WHEN part = '' THEN
    trino_fail('NOT_SUPPORTED: replace of an empty text is not supported by the embedded Athena; it would run on AWS' || left(s, 0))
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
  SQL`trino_fitting(s, n) AS CASE WHEN length(s) > n THEN
    trino_fail('INVALID_CAST_ARGUMENT: Value ' || s || ' cannot be represented as varchar(' || n || ')') ELSE s END`,

  // Casts of text, which DuckDB does more generously.
  SQL`trino_whole_number_text(s) AS CASE WHEN regexp_full_match(s, '[+-]?[0-9]+') THEN s ELSE
    trino_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || s || ''' to a whole number') END`,
  SQL`trino_number_text(s) AS CASE WHEN regexp_full_match(s, '\\s*[+-]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|Infinity)\\s*') THEN trim(s) ELSE
    trino_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || s || ''' to a number') END`,
  SQL`trino_to_boolean(s) AS CASE WHEN lower(s) IN ('t', 'true', '1') THEN TRUE WHEN lower(s) IN ('f', 'false', '0') THEN FALSE
    WHEN s IS NOT NULL THEN CAST(trino_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || s || ''' to boolean') AS BOOLEAN) END`,
  SQL`trino_to_date(s) AS CAST(CASE WHEN regexp_full_match(s, '\\s*[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\\s*') THEN trim(s) ELSE
    trino_fail('INVALID_CAST_ARGUMENT: Value cannot be cast to date: ' || s) END AS DATE)`,

  // Moments.
  SQL`trino_from_unixtime(seconds) AS make_timestamp(CAST(round(seconds * 1000) AS BIGINT) * 1000)`,
  SQL`trino_whole_days(step) AS CASE WHEN epoch_us(step) % 86400000000 = 0 THEN step ELSE
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date' || left(CAST(step AS VARCHAR), 0)) AS INTERVAL) END`,

  // Arrays and maps. What makes them is guarded by its arguments: it is never called with what it would not survive.
  SQL`trino_sequence_end(first, last, step) AS CASE
    WHEN step = 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: step must not be zero'`, SQL`last`)}
    WHEN (step > 0 AND last < first) OR (step < 0 AND last > first) THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start'`, SQL`last`)}
    WHEN (CAST(last AS HUGEINT) - first) // step >= 10000 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries'`, SQL`last`)}
    ELSE last END`,
  SQL`trino_sequence(first, last, step) AS generate_series(first, trino_sequence_end(first, last, step), CASE WHEN step = 0 THEN 1 ELSE step END)`,
  SQL`trino_repeat_count(n) AS CASE
    WHEN n > 10000 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be less than or equal to 10000'`, SQL`n`)}
    WHEN n < 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be greater than or equal to 0'`, SQL`n`)}
    ELSE n END`,
  SQL`trino_array_item(list, place) AS CASE
    WHEN place = 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1'`, SQL`list[1]`, SQL`len(list)`)}
    WHEN place < 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Array subscript is negative'`, SQL`list[1]`, SQL`len(list)`)}
    WHEN place > len(list) THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length'`, SQL`list[1]`, SQL`len(list)`)}
    ELSE list[place] END`,
  SQL`trino_element_at(list, place) AS CASE
    WHEN place = 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1'`, SQL`list[1]`, SQL`len(list)`)}
    ELSE list[place] END`,
  SQL`trino_map_item(entries, name) AS CASE WHEN entries IS NULL OR name IS NULL THEN NULL WHEN map_contains(entries, name) THEN entries[name] ELSE
    ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Key not present in map'`, SQL`entries[name]`, SQL`cardinality(entries)`)} END`,
  SQL`trino_contains(list, item) AS CASE WHEN list IS NULL OR item IS NULL THEN NULL WHEN list_contains(list, item) THEN TRUE
    WHEN len(list) > list_count(list) THEN NULL ELSE FALSE END`,
  SQL`trino_array_concat(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE list_concat(a, b) END`,
  SQL`trino_null_contains(list, item) AS CASE WHEN item IS NULL THEN len(list) > list_count(list) ELSE list_contains(list, item) END`,
  SQL`trino_array_distinct(list) AS list_filter(list, lambda item, place: place = 1 OR NOT trino_null_contains(list[1:place - 1], item))`,
  SQL`trino_array_union(a, b) AS trino_array_distinct(trino_array_concat(a, b))`,
  SQL`trino_array_intersect(a, b) AS trino_array_distinct(list_filter(a, lambda item: trino_null_contains(b, item)))`,
  SQL`trino_array_except(a, b) AS trino_array_distinct(list_filter(a, lambda item: NOT trino_null_contains(b, item)))`,
  SQL`trino_arrays_overlap(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN list_has_any(a, b) THEN TRUE
    WHEN (len(a) > list_count(a) AND len(b) > 0) OR (len(b) > list_count(b) AND len(a) > 0) THEN NULL ELSE FALSE END`,
  SQL`trino_any(flags) AS CASE WHEN flags IS NULL THEN NULL WHEN list_contains(flags, TRUE) THEN TRUE
    WHEN len(flags) > list_count(flags) THEN NULL ELSE FALSE END`,
  SQL`trino_all(flags) AS CASE WHEN flags IS NULL THEN NULL WHEN list_contains(flags, FALSE) THEN FALSE
    WHEN len(flags) > list_count(flags) THEN NULL ELSE TRUE END`,
  SQL`trino_slice(list, first, size) AS CASE
    WHEN first = 0 OR size < 0 THEN list_resize(list, CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1 and length must not be negative' || left(CAST(len(list) AS VARCHAR), 0)) AS BIGINT))
    WHEN abs(first) > len(list) OR size = 0 THEN list_resize(list, 0)
    WHEN first > 0 THEN list[first:first + size - 1]
    ELSE list[len(list) + first + 1:len(list) + first + size] END`,
  SQL`trino_map_where(entries, keep) AS map_from_entries(list_transform(list_filter(list_zip(map_entries(entries), keep), lambda item: item[2]), lambda item: item[1]))`,
  // Of entries with the same key the first one counts. They are sorted and each is compared with the one before it; a
  // lambda that looked among all of them would take a square of time.
  SQL`trino_sorted_entries(entries) AS list_sort(list_filter(list_transform(entries,
    lambda item, place: CASE WHEN item IS NOT NULL THEN struct_pack(k := item.k, p := place, v := item.v) END), lambda item: item IS NOT NULL))`,
  SQL`trino_first_entries(sorted) AS list_sort(list_transform(
    list_filter(list_zip(sorted, list_concat([NULL], sorted)), lambda pair: pair[1].k IS DISTINCT FROM pair[2].k AND pair[1] IS NOT NULL),
    lambda pair: struct_pack(p := pair[1].p, k := pair[1].k, v := pair[1].v)))`,
  SQL`trino_map_of_entries(entries) AS CASE WHEN len(trino_sorted_entries(entries)) > 0 THEN
    map_from_entries(list_transform(trino_first_entries(trino_sorted_entries(entries)), lambda item: struct_pack(k := item.k, v := item.v))) END`,

  // JSON.
  SQL`trino_json_items(json) AS CAST(CAST(trino_json_items_text(json) AS JSON) AS VARCHAR[])`,
  SQL`trino_json_keys(json) AS CAST(CAST(trino_json_keys_text(json) AS JSON) AS VARCHAR[])`,
].map((macro) => SQL`CREATE MACRO ${macro}`);

/**
 * An error in the place of a value. Its message is made from a column, so that it is never worked out ahead of the rows
 * that reach it, and it has the value's type.
 */
function errorAs(message: Sql, value: Sql, column = value): Sql {
  return SQL`CASE WHEN trino_fail(${message} || left(CAST(${column} AS VARCHAR), 0)) IS NULL THEN ${value} END`;
}
