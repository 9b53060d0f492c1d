import type { Expression, Query, QueryBody, Relation, Select } from "../sql/syntax-tree";
import { childExpressions } from "./expression-walk";

/** Every SELECT of a query: its own, and those of its subqueries. */
export function* selectsOf(query: Query): Generator<Select> {
  for (const { query: inner } of query.with) yield* selectsOf(inner);
  yield* ofBody(query.body);
  for (const { value } of query.orderBy) yield* ofExpression(value);
}

function* ofBody(body: QueryBody): Generator<Select> {
  switch (body.kind) {
    case "query":
      yield* selectsOf(body.query);
      return;
    case "setOperation":
      yield* ofBody(body.left);
      yield* ofBody(body.right);
      return;
    case "values":
      for (const row of body.rows) yield* ofExpression(row);
      return;
    case "select":
      yield body;
      for (const relation of body.from) yield* ofRelation(relation);
      for (const expression of expressionsOf(body)) yield* ofExpression(expression);
  }
}

function* ofRelation(relation: Relation): Generator<Select> {
  switch (relation.kind) {
    case "subquery":
      yield* selectsOf(relation.query);
      return;
    case "alias":
      yield* ofRelation(relation.relation);
      return;
    case "join":
      yield* ofRelation(relation.left);
      yield* ofRelation(relation.right);
      return;
    default:
  }
}

function* ofExpression(node: Expression): Generator<Select> {
  if ("query" in node) yield* selectsOf(node.query);
  for (const child of childExpressions(node)) yield* ofExpression(child);
}

/** The expressions of a SELECT: of its list, its conditions and those of its joins. */
export function* expressionsOf(select: Select): Generator<Expression> {
  yield* listedValues(select);
  yield* groupedValues(select);
  if (select.where !== undefined) yield select.where;
  if (select.having !== undefined) yield select.having;
  for (const relation of select.from) yield* joinConditions(relation);
}

/** The values that a SELECT's list names, without those of its `*`. */
export function listedValues({ items }: Select): readonly Expression[] {
  return items.flatMap((item) => (item.kind === "column" ? [item.value] : []));
}

/** What a SELECT's GROUP BY names, the members of its grouping sets included. */
export function groupedValues({ groupBy }: Select): readonly Expression[] {
  return groupBy.flatMap((element) =>
    element.kind === "simple" ? element.items : element.sets.flat(),
  );
}

/** The ON conditions of a relation's joins. */
export function* joinConditions(relation: Relation): Generator<Expression> {
  if (relation.kind === "alias") yield* joinConditions(relation.relation);
  if (relation.kind !== "join") return;
  if (relation.on !== undefined) yield relation.on;
  yield* joinConditions(relation.left);
  yield* joinConditions(relation.right);
}
