import { join, SQL } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import type { Expression } from "../sql/syntax-tree";
import { commonTypeOf, comparison } from "../translation/expressions/comparisons";
import { contains } from "../analysis/expression-walk";
import { varcharLiteral } from "../translation/expressions/literals/varchar-literal";
import { coerce, typed, type TypedSql } from "../translation/expressions/typed-sql";
import { duckDbTypeOf } from "../types/duckdb-type";
import { BIGINT, INTEGER, typeName, VARCHAR } from "../types/trino-type";
import type { FunctionCall } from "./function-call";
import { type FunctionRule, total } from "./signature";

/** Whether an expression is a JSON function that fails, by `ERROR ON EMPTY` or `ERROR ON ERROR`. */
function failsOnJson(node: Expression): boolean {
  if (node.kind !== "call" || node.json === undefined) return false;
  return node.json.onEmpty?.kind === "error" || node.json.onError?.kind === "error";
}

/** What fails for every row, TRY catches when the statement runs; the analysis fails for it before. */
const FOUND_EARLY: readonly string[] = [
  "DIVISION_BY_ZERO",
  "INVALID_CAST_ARGUMENT",
  "INVALID_FUNCTION_ARGUMENT",
  "NUMERIC_VALUE_OUT_OF_RANGE",
];

/** Types the argument of TRY. @throws QueryError NOT_SUPPORTED for one that always fails */
function tried(call: FunctionCall): TypedSql {
  try {
    return call.arg(0);
  } catch (error) {
    // The index of a ROW is part of its analysis in Trino too.
    const early = error instanceof QueryError && FOUND_EARLY.includes(error.code);
    if (!early || call.argNode(0).kind !== "call") throw error;
    throw unsupported("TRY of an expression that always fails", call.node);
  }
}

/** Conditional functions, `typeof` and `grouping`. */
export const CONDITIONAL_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  coalesce: total((call) => {
    call.requireArity(2, Infinity);
    const { args } = call;
    const type = commonTypeOf(args, "All COALESCE operands", call.node);
    return typed(type, () => SQL`coalesce(${join(args.map((arg) => coerce(arg, type)))})`);
  }),
  nullif: total((call) => {
    call.requireArity(2);
    const [first, second] = [call.arg(0), call.arg(1)];
    const equal = comparison("=", first, second, call.node);
    return typed(first.type, () => SQL`CASE WHEN ${equal.sql()} THEN NULL ELSE ${first.sql()} END`);
  }),
  if: total((call) => {
    call.requireArity(2, 3);
    const condition = call.expressions.condition(call.argNode(0), "IF condition");
    const results = call.args.slice(1);
    const type = commonTypeOf(results, "Result types for IF", call.node);
    return typed(type, () => {
      const [yes = SQL`NULL`, no = SQL`NULL`] = results.map((result) => coerce(result, type));
      return SQL`CASE WHEN ${condition.sql()} THEN ${yes} ELSE ${no} END`;
    });
  }),
  try: (call) => {
    call.requireArity(1);
    if (contains(call.argNode(0), failsOnJson)) {
      throw unsupported("TRY of a JSON function with ERROR, which TRY does not catch,", call.node);
    }
    const { sql, type } = tried(call);
    return typed(type, () => SQL`TRY(${sql()})`, { facts: { catchesFailure: true } });
  },
  typeof: total((call) => {
    call.requireArity(1);
    const value = call.arg(0);
    const name = varcharLiteral(typeName(value.type));
    // The value is evaluated too: it may fail, and an aggregate makes the rows one group.
    return typed(
      VARCHAR,
      () => SQL`CASE WHEN ${value.sql()} IS NULL THEN ${name.sql()} ELSE ${name.sql()} || '' END`,
    );
  }),
  grouping: (call) => {
    call.requireArity(1, 63);
    const { args } = call;
    const type = args.length > 31 ? BIGINT : INTEGER;
    return typed(
      type,
      () => SQL`CAST(grouping(${join(args.map(({ sql }) => sql()))}) AS ${duckDbTypeOf(type)})`,
    );
  },
};
