import type { Expression } from "../sql/syntax-tree";
import { contains, dottedName } from "./expression-walk";

/** Whether an expression is a column, a field of one, or a literal: to evaluate it costs nothing. */
export function isSimple(node: Expression): boolean {
  return LITERALS.has(node.kind) || dottedName(node) !== undefined;
}

/** Whether an expression contains a subquery. */
export function hasSubquery(node: Expression): boolean {
  return contains(node, ({ kind }) => SUBQUERIES.has(kind));
}

const LITERALS: ReadonlySet<Expression["kind"]> = new Set([
  "null",
  "boolean",
  "integer",
  "decimal",
  "double",
  "string",
  "binary",
  "typed",
  "interval",
]);

const SUBQUERIES: ReadonlySet<Expression["kind"]> = new Set([
  "exists",
  "subquery",
  "inQuery",
  "quantified",
]);
