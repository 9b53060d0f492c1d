import type { Expression } from "../sql/syntax-tree";
import { LITERALS } from "./expression-kinds";
import { canFail, type Evaluated } from "./failure";
import type { TypedExpression } from "./typed-expression";

/** Whether an expression, or one in it, can fail. */
export type Fails = (node: Expression) => boolean;

/** Aggregates of numbers and texts that have a value for each argument. */
const TOTAL_AGGREGATES: readonly string[] = ["avg", "count", "max", "min"];

/**
 * Whether an expression of a query can fail, by its types; one that was not typed can. That aggregates have a value for
 * each argument counts here, and not for the order of conditions: Trino's HAVING does not tell them from others.
 *
 * @param typed the expressions of the query
 */
export function knownFailures(typed: ReadonlyMap<Expression, TypedExpression>): Fails {
  const known = new Map<Expression, boolean>();
  const fails: Fails = (node) => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const expression = typed.get(node);
    // A number of ORDER BY or GROUP BY is none of the expressions.
    const result =
      expression === undefined ? !LITERALS.has(node.kind) : ofExpression(expression, fails);
    known.set(node, result);
    return result;
  };
  return fails;
}

function ofExpression(expression: TypedExpression, fails: Fails): boolean {
  const { node, children } = expression;
  const childFails = (child: Evaluated) => fails(child.node);
  return node.kind === "call" && TOTAL_AGGREGATES.includes(node.name)
    ? children.some(childFails)
    : canFail(expression, childFails);
}
