import { conjuncts, contains, isDottedName } from "../../analysis/expression-walk";
import { deepContains, queryContains } from "../../analysis/query-walk";
import { groupedValues, joinConditions, listedValues } from "../../analysis/selects";
import { type QueryError, unsupported } from "../../query-error";
import type { Expression, ExpressionOf, Query, Select } from "../../sql/syntax-tree";
import { isAggregateCall, isWindowCall } from "../calls/call-kinds";
import { correlatedSource, type CorrelatedSource } from "./correlated-source";

/** A subquery as an expression. */
export type SubqueryExpression = ExpressionOf<"exists" | "subquery" | "inQuery" | "quantified">;

/** The parts of a correlated subquery that decide whether Trino can evaluate it. */
export interface CorrelatedQuery extends CorrelatedSource {
  readonly query: Query;
  readonly select: Select;
  readonly isOuter: (node: Expression) => boolean;
  /** Makes the error of a form. @param what of the subquery: `LIMIT` */
  readonly refusal: (what: string) => QueryError;
}

/**
 * Trino computes a correlated subquery by a join, of which it has rules for some forms only: it refuses the others, which
 * DuckDB answers. Those that are accepted were tried with Trino 476.
 *
 * @param isOuter whether a name is a column of an outer query
 * @returns whether the subquery is correlated
 * @throws QueryError NOT_SUPPORTED
 */
export function checkCorrelated(
  node: SubqueryExpression,
  isOuter: (node: Expression) => boolean,
): boolean {
  const { query } = node;
  if (!queryContains(query, isOuter)) return false;
  const refusal = (what: string) => unsupported(`A correlated subquery with ${what}`, node);
  if (query.with.some(({ query: named }) => queryContains(named, isOuter))) throw refusal("WITH");
  if (query.offset !== undefined) throw refusal("OFFSET");
  if (query.body.kind === "values") {
    if (node.kind !== "subquery" || query.body.rows.length > 1) throw refusal("VALUES");
    return true;
  }
  if (query.body.kind !== "select") throw refusal("UNION, INTERSECT, EXCEPT or parentheses");
  const select = query.body;
  rejectInnerUses(select, isOuter, refusal);
  if (select.from.length === 0) {
    checkWithoutFrom(node, query, select, refusal);
    return true;
  }
  const source = correlatedSource(select, node.kind === "exists", isOuter, refusal);
  checkForm(node, { ...source, query, select, isOuter, refusal });
  return true;
}

/** Rejects names of outer columns where no kind of subquery may have them. */
function rejectInnerUses(
  select: Select,
  isOuter: CorrelatedQuery["isOuter"],
  refusal: CorrelatedQuery["refusal"],
): void {
  const uses = (node: Expression) => deepContains(node, isOuter);
  const inner = (node: Expression) => "query" in node && uses(node);
  const values = listedValues(select);
  const conditions = [
    select.where,
    select.having,
    ...select.from.flatMap((from) => [...joinConditions(from)]),
  ];
  for (const node of [...values, ...conditions]) {
    if (node !== undefined && contains(node, inner)) throw refusal("another one in it");
  }
  if (groupedValues(select).some(uses)) throw refusal("outer columns in GROUP BY");
  if (select.having !== undefined && uses(select.having)) throw refusal("outer columns in HAVING");
  if (
    select.windows.size > 0 ||
    values.some((node) => contains(node, (each) => isWindowCall(each) && uses(each)))
  ) {
    throw refusal("outer columns in a window");
  }
  if (values.some((node) => contains(node, (each) => isAggregateOfOuter(each, isOuter)))) {
    throw refusal("an aggregate of outer columns only");
  }
}

/** Whether an expression is an aggregate that DuckDB would take for one of the outer query: it names its columns only. */
function isAggregateOfOuter(node: Expression, isOuter: CorrelatedQuery["isOuter"]): boolean {
  return (
    isAggregateCall(node) &&
    contains(node, isOuter, isDottedName) &&
    !contains(node, (each) => isDottedName(each) && !isOuter(each), isDottedName)
  );
}

function checkWithoutFrom(
  node: SubqueryExpression,
  query: Query,
  select: Select,
  refusal: CorrelatedQuery["refusal"],
): void {
  const plain = select.groupBy.length === 0 && select.having === undefined && !select.distinct;
  const whole = plain && query.limit === undefined && query.orderBy.length === 0;
  const accepted =
    node.kind === "exists" || (node.kind === "subquery" && select.where === undefined);
  if (!accepted || !whole) throw refusal("no FROM");
}

function checkForm(node: SubqueryExpression, correlated: CorrelatedQuery): void {
  const { query, select, isOuter, refusal } = correlated;
  const values = listedValues(select);
  const aggregates =
    select.having !== undefined || values.some((value) => contains(value, isAggregateCall));
  const grouped = select.groupBy.length > 0;
  const sortsByOuter = query.orderBy.some(({ value }) => deepContains(value, isOuter));
  if (sortsByOuter && (grouped || !aggregates)) throw refusal("outer columns in ORDER BY");
  if (select.groupBy.some(({ kind }) => kind !== "simple")) throw refusal("grouping sets");
  const windows = values.some((value) => contains(value, isWindowCall));
  if (windows && (node.kind !== "exists" || query.limit !== undefined)) {
    throw refusal("a window function");
  }
  if (node.kind === "exists") checkExists(correlated, grouped);
  else if (node.kind !== "subquery") checkMembership(correlated, values, grouped || aggregates);
  else if (grouped) checkGroups(correlated, values);
  else if (aggregates) checkAggregate(correlated, values);
  else checkRow(correlated, values);
}

function checkExists(correlated: CorrelatedQuery, grouped: boolean): void {
  const { query, select, unnests, refusal } = correlated;
  if (select.having !== undefined && !grouped) throw refusal("HAVING of all rows");
  const narrows = query.limit !== undefined || select.distinct || select.having !== undefined;
  if (narrows && (unnests || !hasEquationsOnly(correlated))) {
    throw refusal("LIMIT, DISTINCT or HAVING, and another condition than equations,");
  }
}

function checkMembership(
  { query, select, unnests, isOuter, refusal }: CorrelatedQuery,
  values: readonly Expression[],
  aggregates: boolean,
): void {
  if (unnests) throw refusal("UNNEST after IN or a quantifier");
  if (query.limit !== undefined || select.distinct || aggregates) {
    throw refusal("LIMIT, DISTINCT or groups after IN or a quantifier");
  }
  if (values.some((value) => deepContains(value, isOuter))) {
    throw refusal("outer columns in its select list");
  }
}

/** A scalar subquery with GROUP BY. */
function checkGroups(correlated: CorrelatedQuery, values: readonly Expression[]): void {
  const { query, select, unnests, isOuter, refusal } = correlated;
  const simple = !unnests && query.limit === undefined && select.having === undefined;
  if (!simple || select.distinct || query.orderBy.length > 0 || !hasEquationsOnly(correlated)) {
    throw refusal("groups, and more than equations,");
  }
  if (values.some((value) => deepContains(value, isOuter))) {
    throw refusal("outer columns in its select list");
  }
}

/** A scalar subquery whose rows are one group. */
function checkAggregate(
  { select, unnests, isOuter, refusal }: CorrelatedQuery,
  values: readonly Expression[],
): void {
  if (select.having !== undefined) throw refusal("HAVING of all rows");
  const refused = (node: Expression) =>
    isAggregateCall(node) &&
    (unnests ? node.kind === "call" && node.filter !== undefined : deepContains(node, isOuter));
  if (values.some((value) => contains(value, refused))) {
    throw refusal(unnests ? "FILTER over UNNEST" : "outer columns in an aggregate");
  }
}

/** A scalar subquery without groups. */
function checkRow(correlated: CorrelatedQuery, values: readonly Expression[]): void {
  const { query, select, unnests, derived, isOuter, refusal } = correlated;
  if (unnests) {
    if (select.distinct) throw refusal("DISTINCT over UNNEST");
    return;
  }
  if (derived) throw refusal("a query in FROM that names outer columns, and no aggregate,");
  if (values.some((value) => deepContains(value, isOuter))) {
    throw refusal("outer columns in its select list");
  }
  const [limits, sorts] = [query.limit !== undefined, query.orderBy.length > 0];
  if (limits !== sorts) throw refusal("LIMIT or ORDER BY without the other");
  if ((limits || select.distinct) && !hasEquationsOnly(correlated)) {
    throw refusal("LIMIT or DISTINCT, and another condition than equations,");
  }
  if (limits && select.distinct) throw refusal("LIMIT and DISTINCT");
}

/** Whether each condition with outer columns equates a column with a value of outer columns only. */
function hasEquationsOnly({ conditions, isOuter }: CorrelatedQuery): boolean {
  const isInner = (node: Expression) => isDottedName(node) && !isOuter(node);
  const isValue = (node: Expression) =>
    !contains(node, (each) => isInner(each) || "query" in each, isDottedName);
  return conditions
    .flatMap((condition) => [...conjuncts(condition)])
    .filter((condition) => deepContains(condition, isOuter))
    .every((condition) => {
      if (condition.kind !== "comparison" || condition.operator !== "=") return false;
      const { left, right } = condition;
      return (isInner(left) && isValue(right)) || (isInner(right) && isValue(left));
    });
}
