import { isDottedName } from "../analysis/expression-walk";
import type { TypedExpression } from "../analysis/typed-expression";
import { QueryError } from "../query-error";
import type { Call, Expression, GroupingElement, Select } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "./expressions/expression-translator";

/**
 * In Trino, grouping sets are of columns.
 *
 * @throws QueryError INVALID_COLUMN_REFERENCE for another expression: an ordinal, or a field of a row
 */
export function requireColumns(
  { sets }: Exclude<GroupingElement, { kind: "simple" }>,
  expressions: ExpressionTranslator,
): void {
  const other = sets.flat().find((node) => !isColumn(node, expressions));
  if (other === undefined) return;
  const reason = "GROUP BY expression must be a column reference";
  throw new QueryError("INVALID_COLUMN_REFERENCE", reason, other);
}

/**
 * Checks the arguments of grouping().
 *
 * @throws QueryError MISSING_GROUP_BY, or INVALID_ARGUMENTS for one that is no column of GROUP BY
 */
export function requireKeys(
  { args, ...position }: Call,
  { groupBy }: Select,
  isKey: (value: TypedExpression) => boolean,
  names: ExpressionTranslator,
): void {
  if (groupBy.length === 0) {
    const reason = "A GROUPING() operation can only be used with a corresponding GROUP BY clause";
    throw new QueryError("MISSING_GROUP_BY", reason, position);
  }
  const other = args.find((arg) => !isKey(names.translate(arg)) || !isColumn(arg, names));
  if (other === undefined) return;
  const reason = "The arguments to GROUPING() must be expressions referenced by the GROUP BY";
  throw new QueryError("INVALID_ARGUMENTS", reason, other);
}

/** Whether an expression is a column, or a name that is not found. */
function isColumn(node: Expression, { scope }: ExpressionTranslator): boolean {
  return isDottedName(node) && scope.resolveNode(node)?.isWhole !== false;
}
