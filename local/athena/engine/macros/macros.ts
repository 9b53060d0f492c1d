import { SQL, type Sql } from "../../../duckdb/sql";
import { ARRAY_MACROS } from "./array-macros";
import { CAST_MACROS } from "./cast-macros";
import { JSON_MACROS } from "./json-macros";
import { MAP_MACROS } from "./map-macros";
import { NUMBER_MACROS } from "./number-macros";
import { STRING_MACROS } from "./string-macros";
import { TIME_MACROS } from "./time-macros";

/**
 * Trino's functions and semantics as macros of DuckDB. A macro's result has the type of its arguments, as the translator
 * expects. A macro is created after those that it uses.
 */
export const MACROS: readonly Sql[] = [
  ...NUMBER_MACROS,
  ...STRING_MACROS,
  ...CAST_MACROS,
  ...TIME_MACROS,
  ...ARRAY_MACROS,
  ...MAP_MACROS,
  ...JSON_MACROS,
].map((macro) => SQL`CREATE MACRO ${macro}`);
