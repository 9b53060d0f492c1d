import { isAggregate } from "../../functions/aggregates/aggregates";
import type { Call, Expression } from "../../sql/syntax-tree";

/** Whether an expression is an aggregate without OVER. */
export function isAggregateCall(node: Expression): boolean {
  return (
    node.kind === "call" &&
    node.over === undefined &&
    (isAggregate(node.name) || isGroupingCall(node))
  );
}

/** Whether an expression is a call of grouping(). */
export function isGroupingCall(node: Expression): node is Call {
  return node.kind === "call" && node.name === "grouping";
}

/** Whether an expression is a call with OVER. */
export function isWindowCall(node: Expression): boolean {
  return node.kind === "call" && node.over !== undefined;
}

/** Whether an expression is an aggregate or a window function, which WHERE can't contain. */
export function isAggregateOrWindow(node: Expression): boolean {
  return isAggregateCall(node) || isWindowCall(node);
}
