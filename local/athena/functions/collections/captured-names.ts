import { childExpressions, isConstant } from "../../analysis/expression-walk";
import { unsupported } from "../../query-error";
import type { Expression } from "../../sql/syntax-tree";
import type { FunctionCall } from "../function-call";

/**
 * Refuses a lambda that names a column or the parameter of a lambda around it, unless all rows have lists of one length.
 *
 * DuckDB's list_reduce goes through the lists of many rows at once. When the shorter ones have ended, it gives the
 * lambda of a row that is left the captured value of another row, without an error.
 *
 * @throws QueryError for such a lambda
 */
export function requireNoCaptureOfUnevenLists(call: FunctionCall, lambda: Expression): void {
  const list = call.argNode(0);
  if (list.kind === "array" || isConstant(list)) return;
  const captured = capturedName(lambda, new Set());
  if (captured === undefined) return;
  const what = `${call.node.name} by a lambda that uses ${captured.name}, which is not its parameter,`;
  throw unsupported(what, captured.node);
}

function capturedName(
  node: Expression,
  parameters: ReadonlySet<string>,
): { readonly name: string; readonly node: Expression } | undefined {
  if (node.kind === "name") {
    return parameters.has(node.name.toLowerCase()) ? undefined : { name: node.name, node };
  }
  const inner =
    node.kind === "lambda"
      ? new Set([...parameters, ...node.parameters.map((name) => name.toLowerCase())])
      : parameters;
  for (const child of childExpressions(node)) {
    const captured = capturedName(child, inner);
    if (captured !== undefined) return captured;
  }
  return undefined;
}
