import { join, SQL } from "../../duckdb/sql";
import { comparison } from "../translation/expressions/comparisons";
import { text } from "../translation/expressions/literals";
import { coerce } from "../translation/expressions/typed";
import { BIGINT, typeName, VARCHAR } from "../types/trino-type";
import type { Rule } from "./rule";

/** Functions that choose between values. */
export const CONDITIONAL_FUNCTIONS: Readonly<Record<string, Rule>> = {
  coalesce: (call) => {
    call.count(2, Infinity);
    const type = call.expressions.common(call.args, "All COALESCE operands", call.node);
    return { sql: SQL`coalesce(${join(call.args.map((arg) => coerce(arg, type)))})`, type };
  },
  nullif: (call) => {
    call.count(2);
    const [first, second] = [call.value(0), call.value(1)];
    const equal = comparison("=", first, second, call.node).sql;
    return { sql: SQL`CASE WHEN ${equal} THEN NULL ELSE ${first.sql} END`, type: first.type };
  },
  if: (call) => {
    call.count(2, 3);
    const condition = call.expressions.condition(call.argument(0), "IF condition");
    const results = call.args.slice(1);
    const type = call.expressions.common(results, "Result types for IF", call.node);
    const [yes = SQL`NULL`, no = SQL`NULL`] = results.map((result) => coerce(result, type));
    return { sql: SQL`CASE WHEN ${condition} THEN ${yes} ELSE ${no} END`, type };
  },
  try: (call) => {
    call.count(1);
    const { sql, type } = call.value(0);
    return { sql: SQL`TRY(${sql})`, type };
  },
  typeof: (call) => {
    call.count(1);
    return { sql: text(typeName(call.value(0).type)).sql, type: VARCHAR };
  },
  grouping: (call) => {
    call.count(1, 63);
    const columns = join(call.args.map(({ sql }) => sql));
    return { sql: SQL`CAST(grouping(${columns}) AS BIGINT)`, type: BIGINT };
  },
};
