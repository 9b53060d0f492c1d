import { LITERALS } from "../../../analysis/expression-kinds";
import { contains, isConstant } from "../../../analysis/expression-walk";
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
  // Trino may make a range of the constant, or cast it as what it is compared with was, and fails for the null in it.
  const isColumn = left.reference !== undefined || right.reference !== undefined;
  const sides = [node.left, node.right];
  const isCast = sides.some((side) => side.kind === "cast") && !sides.every(isConstant);
  if (left.type.kind === "row" && (isColumn || isCast) && sides.some(mayHaveNull)) {
    throw unsupported("A comparison of a column or a CAST with a ROW of NULL", node);
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

/** Whether there is a row with a constant in it that is null, or is computed. */
function mayHaveNull(node: Expression): boolean {
  const isOther = (item: Expression): boolean => {
    if (item.kind === "cast") return isOther(item.value);
    if (item.kind === "row") return false;
    return item.kind === "null" || (isConstant(item) && !LITERALS.has(item.kind));
  };
  return contains(node, (inner) => inner.kind === "row" && inner.items.some(isOther));
}
