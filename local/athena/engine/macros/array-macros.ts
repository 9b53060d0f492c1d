import { SQL } from "../../../duckdb/sql";
import { errorAs } from "./error-as";
import { macro, type Macro } from "./macro";
import { notSupported } from "./not-supported";

// All arguments: if the message were constant, DuckDB would fail for no row at all.
const PLACE_IN_LIST = SQL`(CAST(len(list) AS VARCHAR) || CAST(place AS VARCHAR))`;

/** Macros of arrays. Arguments are checked before DuckDB allocates a result of their size. */
export const ARRAY_MACROS: readonly Macro[] = [
  macro(
    SQL`trino_array_subscript`,
    ["list", "place"],
    SQL`CASE
    WHEN place = 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1'`, SQL`list[1]`, PLACE_IN_LIST)}
    WHEN place < 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Array subscript is negative'`, SQL`list[1]`, PLACE_IN_LIST)}
    WHEN place > len(list) THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length'`, SQL`list[1]`, PLACE_IN_LIST)}
    ELSE list[place] END`,
  ),
  macro(
    SQL`trino_element_at`,
    ["list", "place"],
    SQL`CASE
    WHEN place = 0 THEN ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1'`, SQL`list[1]`, PLACE_IN_LIST)}
    ELSE list[place] END`,
  ),
  macro(
    SQL`trino_contains`,
    ["list", "item"],
    SQL`CASE WHEN list IS NULL OR item IS NULL THEN NULL WHEN list_contains(list, item) THEN TRUE
    WHEN len(list) > list_count(list) THEN NULL ELSE FALSE END`,
  ),
  macro(
    SQL`trino_array_concat`,
    ["a", "b"],
    SQL`CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE list_concat(a, b) END`,
  ),
  macro(
    SQL`trino_null_contains`,
    ["list", "item"],
    SQL`CASE WHEN item IS NULL THEN len(list) > list_count(list) ELSE list_contains(list, item) END`,
  ),
  macro(
    SQL`trino_array_distinct`,
    ["list"],
    SQL`list_filter(list, lambda item, place: place = 1 OR NOT trino_null_contains(list[1:place - 1], item))`,
  ),
  macro(SQL`trino_array_union`, ["a", "b"], SQL`trino_array_distinct(trino_array_concat(a, b))`),
  macro(
    SQL`trino_array_intersect`,
    ["a", "b"],
    SQL`CASE WHEN a IS NULL OR b IS NULL THEN NULL
    -- In the order of the longer one.
    WHEN len(a) < len(b) THEN trino_array_distinct(list_filter(b, lambda item: trino_null_contains(a, item)))
    ELSE trino_array_distinct(list_filter(a, lambda item: trino_null_contains(b, item))) END`,
  ),
  macro(
    SQL`trino_array_except`,
    ["a", "b"],
    SQL`CASE
    WHEN b IS NULL THEN NULL
    -- As Trino's: without an array to remove, equal elements are kept.
    WHEN len(b) = 0 THEN a
    ELSE trino_array_distinct(list_filter(a, lambda item: NOT trino_null_contains(b, item))) END`,
  ),
  macro(
    SQL`trino_arrays_overlap`,
    ["a", "b"],
    SQL`CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN list_has_any(a, b) THEN TRUE
    WHEN (len(a) > list_count(a) AND len(b) > 0) OR (len(b) > list_count(b) AND len(a) > 0) THEN NULL ELSE FALSE END`,
  ),
  macro(
    SQL`trino_any`,
    ["flags"],
    SQL`CASE WHEN flags IS NULL THEN NULL WHEN list_contains(flags, TRUE) THEN TRUE
    WHEN len(flags) > list_count(flags) THEN NULL ELSE FALSE END`,
  ),
  macro(
    SQL`trino_all`,
    ["flags"],
    SQL`CASE WHEN flags IS NULL THEN NULL WHEN list_contains(flags, FALSE) THEN FALSE
    WHEN len(flags) > list_count(flags) THEN NULL ELSE TRUE END`,
  ),
  macro(
    SQL`trino_list_insert`,
    ["list", "place", "item"],
    SQL`list_concat(list_append(list[1:place], item), list[place + 1:])`,
  ),
  // A comparator's order of null is seldom one, and then the answer depends on how the array is sorted.
  macro(
    SQL`trino_comparable_items`,
    ["list"],
    SQL`CASE WHEN len(list) > list_count(list) THEN list_resize(list, CAST(
    trino_fail(${notSupported("array_sort of an array with null by a comparator")} || left(CAST(len(list) AS VARCHAR), 0)) AS BIGINT))
    ELSE list END`,
  ),
  macro(
    SQL`trino_comparison`,
    ["n"],
    SQL`CASE WHEN n IN (-1, 0, 1) THEN n ELSE
    CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: Lambda comparator must return either -1, 0, or 1' || left(coalesce(CAST(n AS VARCHAR), ''), 0)) AS INTEGER) END`,
  ),
  macro(
    SQL`trino_first_values`,
    ["entries", "n"],
    SQL`list_transform(CASE WHEN list_count(entries) > 0 THEN list_filter(entries, lambda item: item IS NOT NULL)[1:n] END, lambda item: item.v)`,
  ),
  // Both zeros are equal: which ones are among the first, and their order, follows from how Trino keeps them.
  macro(
    SQL`trino_first_numbers`,
    ["entries", "n"],
    SQL`CASE WHEN list_contains(trino_first_values(entries, n), 0)
    AND len(list_distinct(list_transform(list_filter(entries, lambda item: item.v = 0), lambda item: signbit(item.v)))) > 1
    THEN list_resize(trino_first_values(entries, n), CAST(trino_fail(${notSupported("Several extremes where there are 0.0 and -0.0")} || left(CAST(len(entries) AS VARCHAR), 0)) AS BIGINT))
    ELSE trino_first_values(entries, n) END`,
  ),
  macro(
    SQL`trino_slice`,
    ["list", "first", "size"],
    SQL`CASE
    WHEN first IS NULL OR size IS NULL THEN NULL
    WHEN first = 0 OR size < 0 THEN list_resize(list, CAST(trino_fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1 and length must not be negative' || left(CAST(len(list) AS VARCHAR) || CAST(first AS VARCHAR) || CAST(size AS VARCHAR), 0)) AS BIGINT))
    WHEN abs(first) > len(list) OR size = 0 THEN list_resize(list, 0)
    WHEN CAST(size AS HUGEINT) + CASE WHEN first > 0 THEN first ELSE len(list) + first + 1 END > 9223372036854775807 THEN list_resize(list, 0)
    WHEN first > 0 THEN list[first:first + least(size, len(list)) - 1]
    ELSE list[len(list) + first + 1:len(list) + first + size] END`,
  ),
];
