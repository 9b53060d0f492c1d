import type {
  Expression,
  NamedTable,
  QualifiedName,
  Query,
  QueryBody,
  Relation,
} from "../sql/syntax-tree";
import { childExpressions, windowExpressions } from "./expression-walk";
import { groupedValues } from "./selects";

/** A query's tables and views, without what WITH defines; a name may occur more than once. */
export function namedTables(query: Query): readonly NamedTable[] {
  return [...ofQuery(query, new Set())];
}

function* ofQuery(query: Query, outer: ReadonlySet<string>): Generator<NamedTable> {
  const named = new Set(outer);
  for (const { name, query: inner, recursive } of query.with) {
    // A named query sees those before it, but not itself unless it is recursive.
    if (recursive) named.add(name.toLowerCase());
    yield* ofQuery(inner, new Set(named));
    named.add(name.toLowerCase());
  }
  yield* ofBody(query.body, named);
  for (const { value } of query.orderBy) yield* ofExpression(value, named);
}

function* ofBody(body: QueryBody, named: ReadonlySet<string>): Generator<NamedTable> {
  switch (body.kind) {
    case "query":
      yield* ofQuery(body.query, named);
      return;
    case "setOperation":
      yield* ofBody(body.left, named);
      yield* ofBody(body.right, named);
      return;
    case "values":
      yield* ofExpressions(body.rows, named);
      return;
    case "select":
      for (const relation of body.from) yield* ofRelation(relation, named);
      for (const item of body.items) {
        if (item.kind === "column") yield* ofExpression(item.value, named);
        else if (item.of !== undefined) yield* ofExpression(item.of, named);
      }
      for (const condition of [body.where, body.having]) {
        if (condition !== undefined) yield* ofExpression(condition, named);
      }
      yield* ofExpressions(groupedValues(body), named);
      for (const window of body.windows.values()) {
        yield* ofExpressions(windowExpressions(window), named);
      }
  }
}

function* ofRelation(relation: Relation, named: ReadonlySet<string>): Generator<NamedTable> {
  switch (relation.kind) {
    case "table":
      if (!isNamed(relation.name, named)) yield relation;
      return;
    case "subquery":
      yield* ofQuery(relation.query, named);
      return;
    case "unnest":
      yield* ofExpressions(relation.values, named);
      return;
    case "alias":
      yield* ofRelation(relation.relation, named);
      return;
    case "join":
      yield* ofRelation(relation.left, named);
      yield* ofRelation(relation.right, named);
      if (relation.on !== undefined) yield* ofExpression(relation.on, named);
  }
}

function isNamed({ parts }: QualifiedName, named: ReadonlySet<string>): boolean {
  return parts.length === 1 && named.has((parts[0] ?? "").toLowerCase());
}

function* ofExpressions(
  nodes: readonly Expression[],
  named: ReadonlySet<string>,
): Generator<NamedTable> {
  for (const node of nodes) yield* ofExpression(node, named);
}

function* ofExpression(node: Expression, named: ReadonlySet<string>): Generator<NamedTable> {
  if ("query" in node) yield* ofQuery(node.query, named);
  yield* ofExpressions(childExpressions(node), named);
}
