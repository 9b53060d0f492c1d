import type { Expression, Query, QueryBody, Relation } from "../sql/syntax-tree";
import { childExpressions, windowExpressions } from "./expression-walk";
import { groupedValues } from "./selects";

/** Whether an expression of a query passes a test, those of the queries in it included. */
export function queryContains(query: Query, test: (node: Expression) => boolean): boolean {
  for (const node of ofQuery(query)) if (deepContains(node, test)) return true;
  return false;
}

/** Whether an expression of a relation passes a test, those of the queries in it included. */
export function relationContains(relation: Relation, test: (node: Expression) => boolean): boolean {
  for (const node of ofRelation(relation)) if (deepContains(node, test)) return true;
  return false;
}

/** Whether an expression or a descendant passes a test, those of the queries in it included. */
export function deepContains(node: Expression, test: (node: Expression) => boolean): boolean {
  return (
    test(node) ||
    ("query" in node && queryContains(node.query, test)) ||
    childExpressions(node).some((child) => deepContains(child, test))
  );
}

function* ofQuery(query: Query): Generator<Expression> {
  for (const { query: inner } of query.with) yield* ofQuery(inner);
  yield* ofBody(query.body);
  for (const { value } of query.orderBy) yield value;
}

function* ofBody(body: QueryBody): Generator<Expression> {
  switch (body.kind) {
    case "query":
      yield* ofQuery(body.query);
      return;
    case "setOperation":
      yield* ofBody(body.left);
      yield* ofBody(body.right);
      return;
    case "values":
      yield* body.rows;
      return;
    case "select":
      for (const relation of body.from) yield* ofRelation(relation);
      for (const item of body.items) {
        if (item.kind === "column") yield item.value;
        else if (item.of !== undefined) yield item.of;
      }
      if (body.where !== undefined) yield body.where;
      yield* groupedValues(body);
      if (body.having !== undefined) yield body.having;
      for (const window of body.windows.values()) yield* windowExpressions(window);
  }
}

function* ofRelation(relation: Relation): Generator<Expression> {
  switch (relation.kind) {
    case "subquery":
      yield* ofQuery(relation.query);
      return;
    case "unnest":
      yield* relation.values;
      return;
    case "alias":
      yield* ofRelation(relation.relation);
      return;
    case "join":
      yield* ofRelation(relation.left);
      yield* ofRelation(relation.right);
      if (relation.on !== undefined) yield relation.on;
      return;
    default:
  }
}
