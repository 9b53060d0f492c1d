import type { Expression } from "../sql/syntax-tree";
import { isDottedName } from "./expression-walk";

/** Whether an expression is a column, a field of one, or a literal: to evaluate it costs nothing. */
export function isSimple(node: Expression): boolean {
  return LITERALS.has(node.kind) || isDottedName(node);
}

/** Kinds of literals. */
export const LITERALS: ReadonlySet<Expression["kind"]> = new Set([
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

/** Whether an expression is a name, with or without names after it: a column, or a field of one. */
export function isName({ kind }: Expression): boolean {
  return kind === "name" || kind === "field";
}
