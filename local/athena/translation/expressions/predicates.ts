import { EMPTY, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import type { Expression, ExpressionOf } from "../../sql/syntax-tree";
import { BOOLEAN, typeName } from "../../types/trino-type";
import { comparable, comparison } from "./comparisons";
import type { ExpressionTranslator } from "./expression-translator";
import { contains } from "../../analysis/expression-walk";
import { sameExpression } from "../../analysis/same-expression";
import { coerce, type TypedSql } from "./typed-sql";

/** `value BETWEEN low AND high`. */
export function between(
  node: ExpressionOf<"between">,
  expressions: ExpressionTranslator,
): TypedSql {
  const value = expressions.translate(node.value);
  const low = comparison(">=", value, expressions.translate(node.low), node);
  const high = comparison("<=", value, expressions.translate(node.high), node);
  const needed = expressions.translate(node.high).canFail
    ? SQL`CASE WHEN ${low.sql} IS NOT FALSE THEN ${high.sql} END`
    : high.sql;
  return { sql: SQL`(${low.sql} AND ${needed})`, type: BOOLEAN };
}

function isColumn({ kind }: Expression): boolean {
  return kind === "name" || kind === "field";
}

const NUMBERS = ["integer", "decimal", "double", "null"];

/** `value IN (…)`. */
export function inList(node: ExpressionOf<"inList">, expressions: ExpressionTranslator): TypedSql {
  const typed = [node.value, ...node.items].map((item) => expressions.translate(item));
  if (
    !contains(node.value, isColumn) &&
    node.items.some((item) => expressions.translate(item).canFail)
  ) {
    // Trino computes all items of a list of constants while it plans.
    throw unsupported("IN of a constant with an item that can fail", node);
  }
  const type = expressions.common(typed, "IN value and list items", node);
  const floating = type.kind === "double" || type.kind === "real";
  if (floating && contains(node.value, isColumn)) {
    // Trino answers true even for NaN, which no comparison with itself does.
    const [value, ...items] = typed;
    if (value !== undefined && items.some((item) => sameExpression(item, value))) {
      throw unsupported("IN with the value itself in the list", node);
    }
  }
  // To DuckDB, NaN is in a list that has NaN.
  if (type.kind === "row" || (floating && node.items.some(({ kind }) => !NUMBERS.includes(kind)))) {
    const matches = node.items.map(
      (item) =>
        comparison("=", expressions.translate(node.value), expressions.translate(item), node).sql,
    );
    return { sql: SQL`(${join(matches, SQL` OR `)})`, type: BOOLEAN };
  }
  const [value = EMPTY, ...items] = typed.map((item) => comparable(coerce(item, type), type, node));
  return { sql: SQL`(${value} IN (${join(items)}))`, type: BOOLEAN };
}

/** `value LIKE pattern ESCAPE escape`. */
export function like(node: ExpressionOf<"like">, expressions: ExpressionTranslator): TypedSql {
  const parts = [node.value, node.pattern, ...(node.escape === undefined ? [] : [node.escape])];
  const texts = parts.map((part) => {
    const value = expressions.translate(part);
    if (value.type.kind === "varchar" || value.type.kind === "unknown")
      return coerce(value, { kind: "varchar" });
    if (value.type.kind === "char") throw unsupported("LIKE of a char", part);
    const reason = `Left side of LIKE expression must evaluate to a varchar (actual: ${typeName(value.type)})`;
    throw new QueryError("TYPE_MISMATCH", reason, part);
  });
  const [value = EMPTY, pattern = EMPTY, escape] = texts;
  if (escape === undefined) return { sql: SQL`(${value} LIKE ${pattern})`, type: BOOLEAN };
  const problem = escapeProblem(node);
  if (problem !== undefined) {
    // Of null the pattern is not looked at.
    const message = SQL`${literal(`INVALID_FUNCTION_ARGUMENT: ${problem}`)} || left(${value}, 0)`;
    const failure = SQL`CAST(trino_fail(${message}) AS BOOLEAN)`;
    return { sql: SQL`CASE WHEN ${value} IS NOT NULL THEN ${failure} END`, type: BOOLEAN };
  }
  return { sql: SQL`(${value} LIKE ${pattern} ESCAPE ${escape})`, type: BOOLEAN };
}

/** DuckDB lets an escape precede any character; Trino's precedes `%`, `_` or itself. @throws QueryError NOT_SUPPORTED */
function escapeProblem({ pattern, escape }: ExpressionOf<"like">): string | undefined {
  if (escape === undefined) return undefined;
  if (pattern.kind !== "string" || escape.kind !== "string") {
    throw unsupported("LIKE with an ESCAPE where both are not literals", escape);
  }
  const characters = [...pattern.text];
  let reason =
    [...escape.text].length === 1 ? undefined : "Escape string must be a single character";
  for (let index = 0; reason === undefined && index < characters.length; index += 1) {
    if (characters[index] !== escape.text) continue;
    index += 1;
    const escaped = characters[index];
    if (escaped !== "%" && escaped !== "_" && escaped !== escape.text) {
      reason = "Escape character must be followed by '%', '_' or the escape character itself";
    }
  }
  return reason;
}

/** `CASE … END`; its results are coerced to a common type. */
export function caseExpression(
  node: ExpressionOf<"case">,
  expressions: ExpressionTranslator,
): TypedSql {
  const results = [
    ...node.whens.map(({ then }) => then),
    ...(node.otherwise === undefined ? [] : [node.otherwise]),
  ];
  const typed = results.map((result) => expressions.translate(result));
  const type = expressions.common(typed, "All CASE results", node);
  const operand = node.operand === undefined ? undefined : expressions.translate(node.operand);
  const branches = node.whens.map(({ when, then }) => {
    let test: Sql;
    if (operand === undefined) test = expressions.condition(when, "CASE WHEN clause");
    else {
      const value = expressions.translate(when);
      // Trino takes this branch even for a null.
      if (sameExpression(value, operand) && contains(when, isColumn)) {
        throw unsupported("CASE of a value WHEN the value itself", when);
      }
      test = comparison("=", operand, value, when).sql;
    }
    return SQL`WHEN ${test} THEN ${coerce(expressions.translate(then), type)}`;
  });
  const last = node.otherwise === undefined ? undefined : expressions.translate(node.otherwise);
  const otherwise = last === undefined ? EMPTY : SQL` ELSE ${coerce(last, type)}`;
  return { sql: SQL`CASE ${join(branches, SQL` `)}${otherwise} END`, type };
}
