import { CALL_ROWS } from "./calls";
import { EXPRESSION_ROWS } from "./expressions";
import { INLINE_FUNCTION_ROWS } from "./inline-functions";
import { JSON_ROWS } from "./json";
import { LITERAL_AND_TYPE_ROWS } from "./literals-and-types";
import { QUERY_ROWS } from "./queries";
import { RELATION_ROWS } from "./relations";
import { ROW_PATTERN_ROWS } from "./row-patterns";
import { STATEMENT_ROWS } from "./statements";
import type { GrammarRows } from "./table-rows";

/** Statements by the alternative of Trino's grammar that they have. */
export const GRAMMAR_ROWS: GrammarRows = {
  ...STATEMENT_ROWS,
  ...QUERY_ROWS,
  ...RELATION_ROWS,
  ...ROW_PATTERN_ROWS,
  ...EXPRESSION_ROWS,
  ...CALL_ROWS,
  ...JSON_ROWS,
  ...LITERAL_AND_TYPE_ROWS,
  ...INLINE_FUNCTION_ROWS,
};

/** Those statements. */
export const GRAMMAR_STATEMENTS = Object.values(GRAMMAR_ROWS).flat();
