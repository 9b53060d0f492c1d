import type { Expression, Query, Relation, Select } from "../sql/syntax-tree";
import { LITERALS } from "./expression-kinds";
import { childExpressions, conjuncts, contains, isConstant } from "./expression-walk";
import type { Fails } from "./known-failures";
import { expressionsOf, joinConditions, selectsOf } from "./selects";

/**
 * What of a query decides whether Trino evaluates an expression that fails: its planner moves conditions, computes
 * constants, and leaves out arguments after a null. Undefined if it evaluates each one. It is asked once an expression
 * did fail.
 */
export function orderDependence(query: Query, fails: Fails): string | undefined {
  const selects = [...selectsOf(query)];
  for (const select of selects) {
    const found = ofSelect(select, fails);
    if (found !== undefined) return found;
  }
  const computed = (select: Select): boolean => [...expressionsOf(select)].some(fails);
  const narrowed = ({ where, having, from }: Select): boolean =>
    where !== undefined || having !== undefined || isJoined(from);
  if (query.limit !== undefined && selects.some(computed)) return "LIMIT over an expression";
  if (query.orderBy.some(({ value }) => fails(value))) return "ORDER BY of an expression";
  return selects.length > 1 && selects.some(computed) && selects.some(narrowed)
    ? "A condition or a join next to a subquery"
    : undefined;
}

function ofSelect(select: Select, fails: Fails): string | undefined {
  const { where, having, from } = select;
  const relations = from.flatMap(leavesOf);
  const isTable = ({ kind }: Relation) => kind === "table";
  const conditions = [
    ...(where === undefined ? [] : [where]),
    ...from.flatMap((relation) => [...joinConditions(relation)]),
  ];
  if (isJoined(from) && conditions.some(fails)) return "A condition over a join";
  // A connector evaluates those that compare a column with constants before the others.
  if (where !== undefined && relations.some(isTable) && isMixed(where, fails)) {
    return "A condition next to another one";
  }
  if (having !== undefined && having.kind === "and" && fails(having)) return "AND in HAVING";
  const overValues = from.length > 0 && from.every(isValues);
  if (!overValues && isFilteredFirst(select, fails)) return "FILTER of an aggregate";
  const constants = !relations.every(isTable);
  for (const expression of expressionsOf(select)) {
    if (contains(expression, (node) => skipsAfterNull(node, fails)))
      return "An argument after one that may be null";
    if (!overValues && contains(expression, (node) => findsBeforeFailing(node, fails))) {
      return "IN with an item that can fail";
    }
    if (contains(expression, (node) => stopsBeforeFailing(node, fails))) {
      return "A condition on the elements of an array";
    }
    if (contains(expression, (node) => isFolded(node, fails)))
      return "A comparison with NULL, or a field of a row,";
    const logical = contains(
      expression,
      (node) =>
        (node.kind === "and" || node.kind === "or") &&
        fails(node) &&
        (constants || [...terms(node)].some(isConstant)),
    );
    if (logical) return "AND or OR over constants";
  }
  return undefined;
}

/**
 * Whether Trino may leave out rows that no FILTER takes before it evaluates the aggregates' arguments. With keys, and
 * over VALUES, it evaluates them for each row.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/sql/planner/iterative/rule/ImplementFilteredAggregations.java (apply)
 */
function isFilteredFirst(select: Select, fails: Fails): boolean {
  const hasKeys = select.groupBy.some((keys) => keys.kind !== "simple" || keys.items.length > 0);
  const filtered = (node: Expression): boolean =>
    node.kind === "call" &&
    node.filter !== undefined &&
    (node.args.some(fails) || isMixed(node.filter, fails));
  return !hasKeys && [...expressionsOf(select)].some((node) => contains(node, filtered));
}

/** Whether a relation is VALUES. */
export function isValues(relation: Relation): boolean {
  if (relation.kind === "alias") return isValues(relation.relation);
  return relation.kind === "subquery" && relation.query.body.kind === "values";
}

/**
 * A list in which Trino looks among the constants first, then at the other items from the last to the first one, and
 * evaluates none after one that is equal.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/sql/gen/InCodeGenerator.java (generateExpression)
 */
function findsBeforeFailing(node: Expression, fails: Fails): boolean {
  return node.kind === "inList" && node.items.some(fails);
}

/** A condition that Trino evaluates for elements up to the one that decides. */
function stopsBeforeFailing(node: Expression, fails: Fails): boolean {
  if (node.kind !== "call" || !MATCHES.includes(node.name)) return false;
  return node.args.some((arg) => arg.kind === "lambda" && fails(arg.body));
}

const MATCHES: readonly string[] = ["any_match", "all_match", "none_match"];

/** What Trino computes without the operand that fails. */
function isFolded(node: Expression, fails: Fails): boolean {
  if (node.kind === "subscript") return node.base.kind === "row" && fails(node.base);
  if (node.kind !== "inList" && node.kind !== "between") return false;
  return fails(node) && childExpressions(node).some(({ kind }) => kind === "null");
}

/** An expression that has its operands in order, of which a null leaves out those that follow. */
function skipsAfterNull(node: Expression, fails: Fails): boolean {
  if (!["arithmetic", "comparison", "call", "between", "subscript"].includes(node.kind))
    return false;
  let nullable = false;
  for (const child of childExpressions(node)) {
    if (nullable && child.kind !== "lambda" && fails(child)) return true;
    nullable ||= child.kind === "null" || !LITERALS.has(child.kind);
  }
  return false;
}

/** Whether a condition has AND or OR with one that fails. */
function isMixed(condition: Expression, fails: Fails): boolean {
  return contains(condition, (node) => (node.kind === "and" || node.kind === "or") && fails(node));
}

function* terms(node: Expression): Generator<Expression> {
  if (node.kind === "or") {
    yield* terms(node.left);
    yield* terms(node.right);
  } else yield* conjuncts(node);
}

/** Whether a query has rows of several relations. */
export function isJoined(from: readonly Relation[]): boolean {
  const isJoin = (relation: Relation): boolean =>
    relation.kind === "join" || (relation.kind === "alias" && isJoin(relation.relation));
  return from.length > 1 || from.some(isJoin);
}

/** The relations of a FROM that are neither joins nor aliases. */
function leavesOf(relation: Relation): readonly Relation[] {
  if (relation.kind === "alias") return leavesOf(relation.relation);
  if (relation.kind !== "join") return [relation];
  return [...leavesOf(relation.left), ...leavesOf(relation.right)];
}
