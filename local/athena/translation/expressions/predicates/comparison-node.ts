import { contains } from "../../../analysis/expression-walk";
import { unsupported } from "../../../query-error";
import type { Expression, ExpressionOf } from "../../../sql/syntax-tree";
import { comparison } from "../comparisons";
import type { ExpressionTranslator } from "../expression-translator";
import type { TypedSql } from "../typed-sql";
import { rejectRowComparison } from "./null-test";

/** Types `left operator right`. @throws QueryError TYPE_MISMATCH, NOT_SUPPORTED */
export function comparisonNode(
  node: ExpressionOf<"comparison">,
  expressions: ExpressionTranslator,
): TypedSql {
  const [left, right] = [expressions.translate(node.left), expressions.translate(node.right)];
  // Trino may make a range of the constant, and fails for the null in it then.
  const isColumn = left.reference !== undefined || right.reference !== undefined;
  if (left.type.kind === "row" && isColumn && [node.left, node.right].some(hasRowWithNull)) {
    throw unsupported("A comparison of a column with a ROW of NULL", node);
  }
  if (node.operator.endsWith("DISTINCT FROM")) {
    if (node.right.kind === "null") rejectRowComparison(node.left, expressions);
    if (node.left.kind === "null") rejectRowComparison(node.right, expressions);
  }
  // A join compares them, and fails for a null in one of them.
  if (left.type.kind === "row" && left.reference !== undefined && right.reference !== undefined) {
    throw unsupported("A comparison of two columns of type row", node);
  }
  return comparison(node.operator, left, right, node);
}

function hasRowWithNull(node: Expression): boolean {
  return contains(
    node,
    (inner) => inner.kind === "row" && inner.items.some(({ kind }) => kind === "null"),
  );
}
