import { SQL, type Sql } from "./sql";

/** Keywords and operators that Trino's and DuckDB's SQL have in common. */
const KEYWORDS = {
  "=": SQL`=`,
  "<>": SQL`<>`,
  "<": SQL`<`,
  "<=": SQL`<=`,
  ">": SQL`>`,
  ">=": SQL`>=`,
  "IS DISTINCT FROM": SQL`IS DISTINCT FROM`,
  "IS NOT DISTINCT FROM": SQL`IS NOT DISTINCT FROM`,
  ALL: SQL`ALL`,
  ANY: SQL`ANY`,
  "+": SQL`+`,
  "-": SQL`-`,
  "*": SQL`*`,
  "/": SQL`/`,
  "%": SQL`%`,
  "||": SQL`||`,
  CROSS: SQL`CROSS`,
  INNER: SQL`INNER`,
  LEFT: SQL`LEFT`,
  RIGHT: SQL`RIGHT`,
  FULL: SQL`FULL`,
  UNION: SQL`UNION`,
  INTERSECT: SQL`INTERSECT`,
  EXCEPT: SQL`EXCEPT`,
  "GROUPING SETS": SQL`GROUPING SETS`,
  ROLLUP: SQL`ROLLUP`,
  CUBE: SQL`CUBE`,
  ROWS: SQL`ROWS`,
  RANGE: SQL`RANGE`,
  GROUPS: SQL`GROUPS`,
  "UNBOUNDED PRECEDING": SQL`UNBOUNDED PRECEDING`,
  "UNBOUNDED FOLLOWING": SQL`UNBOUNDED FOLLOWING`,
  "CURRENT ROW": SQL`CURRENT ROW`,
  PRECEDING: SQL`PRECEDING`,
  FOLLOWING: SQL`FOLLOWING`,
} as const;

/** A keyword or operator that is copied into DuckDB's SQL. */
export type Keyword = keyof typeof KEYWORDS;

/** A keyword as SQL. @throws TypeError for any other text, even if a cast calls it a keyword */
export function keyword(word: Keyword): Sql {
  if (Object.hasOwn(KEYWORDS, word)) return KEYWORDS[word];
  throw new TypeError(`${JSON.stringify(word)} is not a keyword`);
}
