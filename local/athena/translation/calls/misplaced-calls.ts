import { contains } from "../../analysis/expression-walk";
import { QueryError } from "../../query-error";
import type { Expression } from "../../sql/syntax-tree";
import { isAggregateOrWindow, isWindowCall } from "./call-kinds";

/** Rejects calls that are not evaluated for a row alone. @param clause that cannot contain them @throws QueryError */
export function rejectAggregatesAndWindows(
  nodes: readonly (Expression | undefined)[],
  clause: string,
): void {
  const misplaced = nodes.find((node) => node !== undefined && contains(node, isAggregateOrWindow));
  if (misplaced === undefined) return;
  const reason = `${clause} cannot contain aggregations, window functions or grouping operations`;
  throw new QueryError("EXPRESSION_NOT_SCALAR", reason, misplaced);
}

/** Rejects window functions. @param reason of the error @throws QueryError NESTED_WINDOW */
export function rejectWindows(nodes: readonly (Expression | undefined)[], reason: string): void {
  const misplaced = nodes.find((node) => node !== undefined && contains(node, isWindowCall));
  if (misplaced !== undefined) throw new QueryError("NESTED_WINDOW", reason, misplaced);
}
