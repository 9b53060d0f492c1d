import type { Expression, ExpressionOf } from "../sql/syntax-tree";
import { isIntegerType, type TrinoType } from "../types/trino-type";
import type { CallFacts } from "./call-facts";

/** What it depends on whether an expression can fail. */
export interface Evaluated {
  readonly node: Expression;
  readonly type: TrinoType;
  readonly facts: CallFacts;
  readonly children: readonly EvaluatedChild[];
}

/** An expression in another one. */
export interface EvaluatedChild extends Evaluated {
  readonly canFail: boolean;
}

/**
 * Whether an expression can fail for a row: divide by zero, overflow, or find a text that is no number. Where it is not
 * known, it can.
 */
export function canFail(expression: Evaluated): boolean {
  const { node, type, children, facts } = expression;
  switch (node.kind) {
    case "cast":
      return !node.safe && (childCanFail(children) || castCanFail(children, type));
    case "negate":
    case "arithmetic":
      return arithmeticCanFail(node, children) || childCanFail(children);
    case "call":
      if (facts.catchesFailure === true) return false;
      return facts.total !== true || childCanFail(children);
    case "subscript": {
      const [base] = children;
      return base?.type.kind !== "row" || base.canFail;
    }
    case "like":
      return node.escape !== undefined || childCanFail(children);
    // What a lambda is called with is known only to the function.
    case "lambda":
    case "atTimeZone":
      return true;
    default:
      return childCanFail(children);
  }
}

function childCanFail(children: readonly EvaluatedChild[]): boolean {
  return children.some((child) => child.canFail);
}

/** Sums of doubles and of times are always defined; other numbers overflow, and a text is joined as it is. */
function arithmeticCanFail(
  node: ExpressionOf<"arithmetic" | "negate">,
  children: readonly EvaluatedChild[],
): boolean {
  if (node.kind === "arithmetic" && node.operator === "||") return false;
  return children.every(
    (child) =>
      child.type.kind !== "double" && child.type.kind !== "real" && !isConstantOfTime(child),
  );
}

/** A literal of a date, a time or an interval, or the current one: a sum with it stays in the calendar. */
function isConstantOfTime({ node, type, facts }: EvaluatedChild): boolean {
  if (node.kind === "interval") return true;
  return (
    /^(?:date|timestamp)/.test(type.kind) && (node.kind === "typed" || facts.currentTime === true)
  );
}

function castCanFail([value]: readonly EvaluatedChild[], to: TrinoType): boolean {
  const from = value?.type;
  if (from === undefined || from.kind === "unknown") return false;
  switch (to.kind) {
    case "varchar":
      return from.kind === "varchar" ? false : to.length !== undefined || !isText(from);
    case "double":
      return !isIntegerType(from) && !["decimal", "real", "double", "boolean"].includes(from.kind);
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return !isIntegerType(from) || WIDTH.indexOf(from.kind) > WIDTH.indexOf(to.kind);
    case "date":
    case "timestamp":
      return from.kind !== "date" && from.kind !== "timestamp";
    case "boolean":
      return from.kind !== "boolean";
    default:
      return true;
  }
}

/** The integer types, narrow ones first. */
const WIDTH: readonly TrinoType["kind"][] = ["tinyint", "smallint", "integer", "bigint"];

/** Whether each value of a type has a text. */
function isText(type: TrinoType): boolean {
  return (
    isIntegerType(type) ||
    ["boolean", "double", "real", "decimal", "date", "timestamp"].includes(type.kind)
  );
}
