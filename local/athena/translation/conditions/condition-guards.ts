import { isJoined, isValues } from "../../analysis/evaluation-order";
import { conjuncts, contains } from "../../analysis/expression-walk";
import { joinConditions } from "../../analysis/selects";
import type { Expression, Relation } from "../../sql/syntax-tree";
import type { ExpressionTranslator } from "../expressions/expression-translator";
import { isAggregateCall } from "../calls/call-kinds";
import type { ConditionOrder } from "./ordered-conditions";

type Guards = NonNullable<ConditionOrder["guards"]>;

/**
 * In HAVING, conditions of keys are evaluated before rows are grouped, and equations before other conditions.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/sql/planner/optimizations/PredicatePushDown.java (visitAggregation)
 */
export const ORDER_OF_HAVING: ConditionOrder = {
  guards: (node, failing) => !failing.some(isEquation) || !contains(node, isAggregateCall),
  group: (node) => (contains(node, isAggregateCall) ? undefined : "keys"),
};

/**
 * In WHERE, those of one relation are evaluated before rows are joined; over a subquery that groups rows, equations come
 * before other conditions, and over VALUES those that can't fail.
 */
export function orderOfWhere(
  { from, where }: { readonly from: readonly Relation[]; readonly where: Expression },
  expressions: ExpressionTranslator,
  isDerived: (relation: Relation) => boolean,
): ConditionOrder {
  const derived = from.some(isDerived);
  const safeFirst = from.every(isValues);
  const guards: Guards = (_, failing) => !derived || !failing.some(isEquation);
  if (!isJoined(from)) return { guards, safeFirst };
  const ofJoined: Guards = (node, failing) =>
    guards(node, failing) && relationsOf(node, expressions).size <= 1;
  // Trino leaves out rows of a relation without an equal one, and with it those that another one's condition excludes.
  if (isEquiJoined(from, where, expressions)) return { guards: ofJoined, joined: true };
  return {
    guards: ofJoined,
    joined: true,
    group: (node) => {
      const [relation, ...others] = relationsOf(node, expressions);
      return others.length > 0 ? undefined : relation;
    },
  };
}

/** Whether there are as many equations between relations as there are joins. */
function isEquiJoined(
  from: readonly Relation[],
  where: Expression,
  expressions: ExpressionTranslator,
): boolean {
  const on = [where, ...from.flatMap((relation) => [...joinConditions(relation)])];
  const equations = on
    .flatMap((condition) => [...conjuncts(condition)])
    .filter((node) => isEquation(node) && relationsOf(node, expressions).size === 2);
  const joins = from.flatMap((relation) => [...joinsOf(relation)]);
  const using = joins.filter((join) => join.using !== undefined);
  return equations.length + using.length >= joins.length + from.length - 1;
}

function* joinsOf(relation: Relation): Generator<Extract<Relation, { kind: "join" }>> {
  if (relation.kind === "alias") yield* joinsOf(relation.relation);
  if (relation.kind !== "join") return;
  yield relation;
  yield* joinsOf(relation.left);
  yield* joinsOf(relation.right);
}

function isEquation(node: Expression): boolean {
  return node.kind === "comparison" && node.operator === "=";
}

/** The relations whose columns an expression has. */
function relationsOf(node: Expression, expressions: ExpressionTranslator): ReadonlySet<string> {
  const found = new Set<string>();
  contains(node, (inner) => {
    const field = expressions.scope.resolveNode(inner)?.field;
    if (field !== undefined) found.add(field.relation.join("."));
    return false;
  });
  return found;
}
