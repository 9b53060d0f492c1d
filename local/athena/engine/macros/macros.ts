import type { Sql } from "../../../duckdb/sql";
import { ARRAY_MACROS } from "./array-macros";
import { CAST_MACROS } from "./cast-macros";
import { JSON_MACROS } from "./json-macros";
import { createMacro, type Macro } from "./macro";
import { MAP_MACROS } from "./map-macros";
import { NUMBER_MACROS } from "./number-macros";
import { SEQUENCE_MACROS } from "./sequence-macros";
import { STRING_MACROS } from "./string-macros";
import { TIME_MACROS } from "./time-macros";

/**
 * Trino's functions and semantics as macros of DuckDB. A macro's result has the type of its arguments, as the translator
 * expects. A macro is created after those that it uses.
 */
export const ALL_MACROS: readonly Macro[] = [
  ...NUMBER_MACROS,
  ...STRING_MACROS,
  ...CAST_MACROS,
  ...TIME_MACROS,
  ...SEQUENCE_MACROS,
  ...ARRAY_MACROS,
  ...MAP_MACROS,
  ...JSON_MACROS,
];

/** The statements that create them. */
export const MACROS: readonly Sql[] = ALL_MACROS.map(createMacro);
