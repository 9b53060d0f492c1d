import { EMPTY, join, literal, SQL } from "../../../../duckdb/sql";
import { QueryError, unsupported } from "../../../query-error";
import type { Expression, ExpressionOf } from "../../../sql/syntax-tree";
import { sameDuckDbType } from "../../../types/same-duckdb-type";
import { BOOLEAN, type TrinoType, typeName, VARCHAR } from "../../../types/trino-type";
import { commonTypeOf, comparison } from "../comparisons";
import type { ExpressionTranslator } from "../expression-translator";
import { isName } from "../../../analysis/expression-kinds";
import { contains } from "../../../analysis/expression-walk";
import { sameExpression } from "../../../analysis/same-expression";
import type { TypedExpression } from "../../../analysis/typed-expression";
import { andInOrder } from "../../conditions/and-in-order";
import { bothEvaluated } from "../../conditions/both-evaluated";
import { rejectRepeatedLazily } from "../../repeated-argument";
import { coerce, coerced, typed, type TypedSql } from "../typed-sql";
import type { WritableExpression } from "../writable-expression";

/** `value BETWEEN low AND high`. */
export function between(
  node: ExpressionOf<"between">,
  expressions: ExpressionTranslator,
): TypedSql {
  const value = expressions.translate(node.value);
  const lowest = expressions.translate(node.low);
  const highest = expressions.translate(node.high);
  const low = comparison(">=", value, lowest, node);
  const high = comparison("<=", value, highest, node);
  return typed(BOOLEAN, () => {
    if (highest.canFail) return andInOrder(low.sql(), high.sql());
    if (lowest.canFail || value.canFail) return bothEvaluated("and", low.sql(), high.sql());
    return SQL`(${low.sql()} AND ${high.sql()})`;
  });
}

/** `value LIKE pattern ESCAPE escape`. */
export function like(node: ExpressionOf<"like">, expressions: ExpressionTranslator): TypedSql {
  const text = (part: Expression): TypedSql => {
    const value = expressions.translate(part);
    if (value.type.kind === "varchar" || value.type.kind === "unknown") {
      return coerced(value, VARCHAR);
    }
    if (value.type.kind === "char") throw unsupported("LIKE of a char", part);
    const reason = `Left side of LIKE expression must evaluate to a varchar (actual: ${typeName(value.type)})`;
    throw new QueryError("TYPE_MISMATCH", reason, part);
  };
  const [value, pattern] = [text(node.value), text(node.pattern)];
  const escape = node.escape === undefined ? undefined : text(node.escape);
  if (escape === undefined) {
    return typed(BOOLEAN, () => SQL`(${value.sql()} LIKE ${pattern.sql()})`);
  }
  const problem = escapeProblem(node);
  if (problem === undefined) {
    return typed(BOOLEAN, () => SQL`(${value.sql()} LIKE ${pattern.sql()} ESCAPE ${escape.sql()})`);
  }
  // Of null the pattern is not looked at.
  return typed(BOOLEAN, () => {
    const message = SQL`${literal(`INVALID_FUNCTION_ARGUMENT: ${problem}`)} || left(${value.sql()}, 0)`;
    const failure = SQL`CAST(trino_fail(${message}) AS BOOLEAN)`;
    return SQL`CASE WHEN ${value.sql()} IS NOT NULL THEN ${failure} END`;
  });
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
  const results = node.whens.map(({ then }) => expressions.translate(then));
  const last = node.otherwise === undefined ? undefined : expressions.translate(node.otherwise);
  const all = last === undefined ? results : [...results, last];
  const type = commonTypeOf(all, "All CASE results", node);
  const operand = node.operand === undefined ? undefined : expressions.translate(node.operand);
  const tests = node.whens.map(({ when }) =>
    operand === undefined
      ? expressions.condition(when, "CASE WHEN clause")
      : equalsOperand(operand, expressions.translate(when)),
  );
  const whens = node.whens.map(({ when }) => expressions.translate(when));
  rejectRepeatedParts(operand, whens, all, type, expressions.scope.outer !== undefined);
  return typed(type, () => {
    const branches = tests.map((test, index) => {
      const result = results[index];
      return SQL`WHEN ${test.sql()} THEN ${result === undefined ? SQL`NULL` : coerce(result, type)}`;
    });
    const otherwise = last === undefined ? EMPTY : SQL` ELSE ${coerce(last, type)}`;
    return SQL`CASE ${join(branches, SQL` `)}${otherwise} END`;
  });
}

/** Rejects volatile parts that the SQL of a CASE has more than once, where they can't be bound. */
function rejectRepeatedParts(
  operand: WritableExpression | undefined,
  whens: readonly WritableExpression[],
  results: readonly WritableExpression[],
  type: TrinoType,
  correlated: boolean,
): void {
  const floating = [operand, ...whens].some(
    (value) => value?.type.kind === "double" || value?.type.kind === "real",
  );
  const compared = operand === undefined ? [] : [operand, ...(floating ? whens : [])];
  // The fields of a row are coerced one by one.
  const converted = results.filter(
    (result) => type.kind === "row" && !sameDuckDbType(result.type, type),
  );
  const all = [...(operand === undefined ? [] : [operand]), ...whens, ...results];
  rejectRepeatedLazily([...compared, ...converted], all, correlated);
}

/** What Trino's optimizer may replace by one of its arguments. */
function isReplaceable(node: Expression): boolean {
  return node.kind === "call"
    ? ["coalesce", "if", "nullif"].includes(node.name)
    : ["case", "cast", "field", "row", "subscript"].includes(node.kind);
}

function mayBecome(value: TypedExpression, other: TypedExpression): boolean {
  return (
    sameExpression(value, other) ||
    (isReplaceable(value.node) && value.children.some((child) => mayBecome(child, other)))
  );
}

function equalsOperand(operand: WritableExpression, value: WritableExpression): TypedSql {
  // Trino takes this branch even for a null.
  if (mayBecome(value, operand) && contains(value.node, isName)) {
    throw unsupported("CASE of a value WHEN the value itself", value.node);
  }
  return comparison("=", operand, value, value.node);
}
