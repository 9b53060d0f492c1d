import { contains } from "../../../analysis/expression-walk";
import { SQL } from "../../../../duckdb/sql";
import { unsupported } from "../../../query-error";
import type { Expression, ExpressionOf } from "../../../sql/syntax-tree";
import { BOOLEAN } from "../../../types/trino-type";
import type { ExpressionTranslator } from "../expression-translator";
import { evaluated, typed, type TypedSql } from "../typed-sql";

/** Types `value IS NULL`. @throws QueryError NOT_SUPPORTED for what Trino's optimizer answers otherwise */
export function nullTest(
  node: ExpressionOf<"isNull">,
  expressions: ExpressionTranslator,
): TypedSql {
  const value = expressions.translate(node.value);
  if (value.type.kind === "boolean") rejectRowComparison(node.value, expressions);
  return typed(BOOLEAN, () => SQL`(${evaluated(value)} IS NULL)`);
}

/**
 * Trino tests the rows of a comparison for null in place of its result, which is also null for a null in one of them.
 *
 * @throws QueryError NOT_SUPPORTED for a comparison of rows in an expression that is tested for null
 */
export function rejectRowComparison(tested: Expression, expressions: ExpressionTranslator): void {
  const isOfRows = (node: Expression) =>
    (node.kind === "comparison" && isRow(node.left, expressions)) ||
    (node.kind === "inList" && isRow(node.value, expressions));
  if (contains(tested, isOfRows, ({ kind }) => kind === "lambda")) {
    throw unsupported("A test for null of a comparison of rows", tested);
  }
}

function isRow(node: Expression, expressions: ExpressionTranslator): boolean {
  return node.kind === "row" || expressions.translate(node).type.kind === "row";
}
