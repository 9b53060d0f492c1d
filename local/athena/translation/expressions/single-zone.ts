import type { Call, Expression } from "../../sql/syntax-tree";
import type { ExpressionTranslator } from "./expression-translator";

/**
 * Whether all values of an expression are known to have the same time zone. Then equal instants are equal values, and
 * DuckDB groups them as Trino does.
 */
export function hasSingleZone(node: Expression, expressions: ExpressionTranslator): boolean {
  switch (node.kind) {
    case "typed":
    case "atTimeZone":
      return true;
    case "call":
      return callHasSingleZone(node, expressions);
    case "arithmetic":
      return [node.left, node.right].every(
        (side) => !isZoned(side, expressions) || hasSingleZone(side, expressions),
      );
    case "cast": {
      const { kind } = expressions.translate(node.value).type;
      return kind === "date" || kind === "timestamp" || hasSingleZone(node.value, expressions);
    }
    default: {
      const found = expressions.scope.resolveNode(node);
      return found?.isWhole === true && found.field.singleZone === true;
    }
  }
}

/** By what the function's declaration says. */
function callHasSingleZone(node: Call, expressions: ExpressionTranslator): boolean {
  const { zone } = expressions.translate(node).facts;
  if (typeof zone !== "number") return zone === "one";
  const argument = node.args[zone];
  return argument !== undefined && hasSingleZone(argument, expressions);
}

function isZoned(node: Expression, expressions: ExpressionTranslator): boolean {
  return expressions.translate(node).type.kind === "timestamp with time zone";
}
