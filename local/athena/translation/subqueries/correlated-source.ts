import { contains } from "../../analysis/expression-walk";
import { deepContains, queryContains, relationContains } from "../../analysis/query-walk";
import { joinConditions } from "../../analysis/selects";
import type { QueryError } from "../../query-error";
import type { Expression, Query, Relation, Select } from "../../sql/syntax-tree";
import { isAggregateOrWindow } from "../calls/call-kinds";

/** Where a correlated subquery takes its rows from. */
export interface CorrelatedSource {
  /** Whether its rows are the elements of an outer column. */
  readonly unnests: boolean;
  /** Whether a query in its FROM names outer columns. */
  readonly derived: boolean;
  /** The conditions that may name outer columns. */
  readonly conditions: readonly Expression[];
}

/**
 * Analyzes the FROM of a correlated subquery.
 *
 * @param ofExistence whether only the existence of rows counts: then a join's condition may name outer columns
 * @throws QueryError NOT_SUPPORTED
 */
export function correlatedSource(
  { from, where }: Select,
  ofExistence: boolean,
  isOuter: (node: Expression) => boolean,
  refusal: (what: string) => QueryError,
): CorrelatedSource {
  const conditions = where === undefined ? [] : [where];
  if (!from.some((relation) => relationContains(relation, isOuter))) {
    return { unnests: false, derived: false, conditions };
  }
  const [first, ...others] = from.map(withoutAlias);
  if (first?.kind === "unnest" && others.length === 0) {
    if (where !== undefined) throw refusal("a condition over UNNEST");
    return { unnests: true, derived: false, conditions };
  }
  if (first?.kind === "subquery" && others.length === 0) {
    const inner = conditionOfRows(first.query, isOuter);
    if (inner === undefined) throw refusal("outer columns in more than WHERE of a query in FROM");
    return { unnests: false, derived: true, conditions: [...conditions, inner] };
  }
  const joins = from.flatMap((relation) => [...joinConditions(relation)]);
  if (!ofExistence || !from.every((relation) => isOnlyInConditions(relation, isOuter))) {
    throw refusal("outer columns in a join");
  }
  return { unnests: false, derived: false, conditions: [...conditions, ...joins] };
}

function withoutAlias(relation: Relation): Relation {
  return relation.kind === "alias" ? withoutAlias(relation.relation) : relation;
}

/** The condition of a query of rows that are only filtered and computed, if it alone names outer columns. */
function conditionOfRows(
  { with: named, body, orderBy, limit, offset }: Query,
  isOuter: (node: Expression) => boolean,
): Expression | undefined {
  if (named.length > 0 || orderBy.length > 0 || limit !== undefined || offset !== undefined) {
    return undefined;
  }
  if (body.kind !== "select" || body.distinct || body.groupBy.length > 0) return undefined;
  if (body.having !== undefined || body.windows.size > 0) return undefined;
  const computes = body.items.every(
    (item) =>
      item.kind === "all" ||
      !(contains(item.value, isAggregateOrWindow) || deepContains(item.value, isOuter)),
  );
  const { where } = body;
  if (
    where === undefined ||
    contains(where, (node) => "query" in node && queryContains(node.query, isOuter))
  )
    return undefined;
  const isRead = body.from.some((relation) => relationContains(relation, isOuter));
  return computes && !isRead ? where : undefined;
}

/** Whether a relation names outer columns only in the conditions of inner joins. */
function isOnlyInConditions(relation: Relation, isOuter: (node: Expression) => boolean): boolean {
  const inner = withoutAlias(relation);
  if (inner.kind !== "join") return !relationContains(inner, isOuter);
  if (inner.type !== "INNER" && inner.type !== "CROSS") return !relationContains(inner, isOuter);
  return isOnlyInConditions(inner.left, isOuter) && isOnlyInConditions(inner.right, isOuter);
}
