import { SQL, type Sql } from "../../../duckdb/sql";

/** Macros of JSON, whose UDFs return lists as JSON text. */
export const JSON_MACROS: readonly Sql[] = [
  SQL`trino_json_items(json) AS CAST(CAST(trino_json_array_items(json) AS JSON) AS VARCHAR[])`,
  SQL`trino_json_values(json) AS CAST(CAST(trino_json_values_text(json) AS JSON) AS VARCHAR[])`,
  SQL`trino_json_keys(json) AS CAST(CAST(trino_json_keys_text(json) AS JSON) AS VARCHAR[])`,
];
