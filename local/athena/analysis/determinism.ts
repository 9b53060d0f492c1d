import type { Expression } from "../sql/syntax-tree";
import { contains } from "./expression-walk";

/** The functions that have another value at each call. */
const VOLATILE_FUNCTIONS: ReadonlySet<string> = new Set(["random", "rand", "uuid", "shuffle"]);

/** Whether an expression may have another value each time that it is evaluated. Subqueries are not looked into. */
export function isVolatile(node: Expression): boolean {
  return contains(
    node,
    (inner) => inner.kind === "call" && VOLATILE_FUNCTIONS.has(inner.name.toLowerCase()),
  );
}
