import { SQL } from "../../../duckdb/sql";
import { macro, type Macro } from "./macro";

/** Macros of JSON, whose UDFs return lists as JSON text. */
export const JSON_MACROS: readonly Macro[] = [
  macro(
    SQL`trino_json_items`,
    ["json"],
    SQL`CAST(CAST(trino_json_array_items(json) AS JSON) AS VARCHAR[])`,
  ),
  macro(
    SQL`trino_json_values`,
    ["json"],
    SQL`CAST(CAST(trino_json_values_text(json) AS JSON) AS VARCHAR[])`,
  ),
  macro(
    SQL`trino_json_keys`,
    ["json"],
    SQL`CAST(CAST(trino_json_keys_text(json) AS JSON) AS VARCHAR[])`,
  ),
];
