import { isJoined } from "../analysis/evaluation-order";
import { contains, dottedName } from "../analysis/expression-walk";
import type { Expression, Relation } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "./expressions/expression-translator";
import { isAggregateCall } from "./grouping";
import type { ConditionOrder } from "./ordered-conditions";

type Guards = NonNullable<ConditionOrder["guards"]>;

/**
 * In HAVING, conditions of keys are evaluated before rows are grouped, and equations before other conditions.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/sql/planner/optimizations/PredicatePushDown.java (visitAggregation)
 */
export const guardsOfHaving: Guards = (node, failing) =>
  !failing.some(isEquation) || !contains(node, isAggregateCall);

/**
 * In WHERE, those of one relation are evaluated before rows are joined; over a subquery that groups rows, equations come
 * before other conditions.
 */
export function guardsOfWhere(
  from: readonly Relation[],
  expressions: ExpressionTranslator,
  isDerived: (relation: Relation) => boolean,
): Guards {
  const joined = isJoined(from);
  const derived = from.some(isDerived);
  return (node, failing) => {
    if (derived && failing.some(isEquation)) return false;
    return !joined || relationsOf(node, expressions).size <= 1;
  };
}

function isEquation(node: Expression): boolean {
  return node.kind === "comparison" && node.operator === "=";
}

/** The relations whose columns an expression has. */
function relationsOf(node: Expression, expressions: ExpressionTranslator): ReadonlySet<string> {
  const found = new Set<string>();
  contains(node, (inner) => {
    const path = dottedName(inner)?.map((part) => part.toLowerCase());
    const field = path && expressions.scope.resolve(path, inner)?.field;
    if (field !== undefined) found.add(field.relation.join("."));
    return false;
  });
  return found;
}
