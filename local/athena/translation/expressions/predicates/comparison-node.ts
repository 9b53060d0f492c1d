import { contains } from "../../../analysis/expression-walk";
import { unsupported } from "../../../query-error";
import type { Expression, ExpressionOf } from "../../../sql/syntax-tree";
import { comparison } from "../comparisons";
import type { ExpressionTranslator } from "../expression-translator";
import type { TypedSql } from "../typed-sql";

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
  return comparison(node.operator, left, right, node);
}

function hasRowWithNull(node: Expression): boolean {
  return contains(
    node,
    (inner) => inner.kind === "row" && inner.items.some(({ kind }) => kind === "null"),
  );
}
