import { SQL } from "../../../duckdb/sql";
import { macro, type Macro } from "./macro";
import { errorAs } from "./error-as";

/** Macros of maps. */
export const MAP_MACROS: readonly Macro[] = [
  macro(
    SQL`trino_map_subscript`,
    ["entries", "name"],
    SQL`CASE WHEN entries IS NULL OR name IS NULL THEN NULL WHEN map_contains(entries, name) THEN entries[name] ELSE
    ${errorAs(SQL`'INVALID_FUNCTION_ARGUMENT: Key not present in map'`, SQL`entries[name]`, SQL`(CAST(cardinality(entries) AS VARCHAR) || CAST(name AS VARCHAR))`)} END`,
  ),
  macro(
    SQL`trino_map_filter`,
    ["entries", "keep"],
    SQL`CASE WHEN entries IS NOT NULL THEN map_from_entries(list_transform(list_filter(list_zip(map_entries(entries), keep), lambda item: item[2]), lambda item: item[1])) END`,
  ),
  // The first entry of each key is kept. Entries are sorted and each is compared with its predecessor, since a lambda
  // that searched all entries would take quadratic time.
  macro(
    SQL`trino_sorted_entries`,
    ["entries"],
    SQL`list_sort(list_filter(list_transform(entries,
    lambda item, place: CASE WHEN item IS NOT NULL THEN struct_pack(k := item.k, p := place, v := item.v) END), lambda item: item IS NOT NULL))`,
  ),
  macro(
    SQL`trino_first_entries`,
    ["sorted"],
    SQL`list_sort(list_transform(
    list_filter(list_zip(sorted, list_concat([NULL], sorted)), lambda pair: pair[1].k IS DISTINCT FROM pair[2].k AND pair[1] IS NOT NULL),
    lambda pair: struct_pack(p := pair[1].p, k := pair[1].k, v := pair[1].v)))`,
  ),
  macro(
    SQL`trino_map_of_entries`,
    ["entries"],
    SQL`CASE WHEN len(trino_sorted_entries(entries)) > 0 THEN
    map_from_entries(list_transform(trino_first_entries(trino_sorted_entries(entries)), lambda item: struct_pack(k := item.k, v := item.v))) END`,
  ),
];
