import { join, SQL } from "../../duckdb/sql";
import { unsupported } from "../query-error";
import type { Expression } from "../sql/syntax-tree";
import { comparison } from "../translation/expressions/comparisons";
import { contains } from "../analysis/expression-walk";
import { varcharLiteral } from "../translation/expressions/literals";
import { coerce } from "../translation/expressions/typed-sql";
import { duckDbTypeOf } from "../types/duckdb-type";
import { BIGINT, INTEGER, typeName, VARCHAR } from "../types/trino-type";
import { type FunctionRule, total } from "./signature";

/** Whether an expression is a JSON function that fails, by `ERROR ON EMPTY` or `ERROR ON ERROR`. */
function failsOnJson(node: Expression): boolean {
  if (node.kind !== "call" || node.json === undefined) return false;
  return node.json.onEmpty?.kind === "error" || node.json.onError?.kind === "error";
}

/** Conditional functions, `typeof` and `grouping`. */
export const CONDITIONAL_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  coalesce: total((call) => {
    call.requireArity(2, Infinity);
    const type = call.expressions.common(call.args, "All COALESCE operands", call.node);
    return { sql: SQL`coalesce(${join(call.args.map((arg) => coerce(arg, type)))})`, type };
  }),
  nullif: total((call) => {
    call.requireArity(2);
    const [first, second] = [call.arg(0), call.arg(1)];
    const equal = comparison("=", first, second, call.node).sql;
    return { sql: SQL`CASE WHEN ${equal} THEN NULL ELSE ${first.sql} END`, type: first.type };
  }),
  if: total((call) => {
    call.requireArity(2, 3);
    const condition = call.expressions.condition(call.argNode(0), "IF condition");
    const results = call.args.slice(1);
    const type = call.expressions.common(results, "Result types for IF", call.node);
    const [yes = SQL`NULL`, no = SQL`NULL`] = results.map((result) => coerce(result, type));
    return { sql: SQL`CASE WHEN ${condition} THEN ${yes} ELSE ${no} END`, type };
  }),
  try: (call) => {
    call.requireArity(1);
    if (contains(call.argNode(0), failsOnJson)) {
      throw unsupported("TRY of a JSON function with ERROR, which TRY does not catch,", call.node);
    }
    const { sql, type } = call.arg(0);
    return { sql: SQL`TRY(${sql})`, type, facts: { catchesFailure: true } };
  },
  typeof: total((call) => {
    call.requireArity(1);
    const value = call.arg(0);
    const name = varcharLiteral(typeName(value.type)).sql;
    // The value is evaluated too: it may fail, and an aggregate makes the rows one group.
    return {
      sql: SQL`CASE WHEN ${value.sql} IS NULL THEN ${name} ELSE ${name} || '' END`,
      type: VARCHAR,
    };
  }),
  grouping: (call) => {
    call.requireArity(1, 63);
    const columns = join(call.args.map(({ sql }) => sql));
    const type = call.args.length > 31 ? BIGINT : INTEGER;
    return { sql: SQL`CAST(grouping(${columns}) AS ${duckDbTypeOf(type)})`, type };
  },
};
