import type { Call, Expression, ExpressionOf } from "../sql/syntax-tree";
import { isIntegerType, type TrinoType } from "../types/trino-type";
import { resolveType } from "../types/resolve-type";
import { childExpressions } from "./expression-walk";

/** The type of an expression of the scope that is analyzed. */
export type TypeOfExpression = (node: Expression) => TrinoType;

/**
 * Whether an expression can fail for a row: divide by zero, overflow, or find a text that is no number. Where it is not
 * known, it can.
 */
export function canFail(node: Expression, typeOf: TypeOfExpression): boolean {
  switch (node.kind) {
    case "cast":
      return !node.safe && (castCanFail(node, typeOf) || canFail(node.value, typeOf));
    case "negate":
    case "arithmetic":
      return arithmeticCanFail(node, typeOf) || childCanFail(node, typeOf);
    case "call":
      return callCanFail(node, typeOf);
    case "subscript":
      return typeOf(node.base).kind !== "row" || canFail(node.base, typeOf);
    // The types of a lambda's parameters are known only where it is called.
    case "lambda":
    case "atTimeZone":
      return true;
    default:
      return childCanFail(node, typeOf);
  }
}

function childCanFail(node: Expression, typeOf: TypeOfExpression): boolean {
  return childExpressions(node).some((child) => canFail(child, typeOf));
}

function callCanFail(node: Call, typeOf: TypeOfExpression): boolean {
  if (node.name === "try") return false;
  // With bounds, the lower one has to be less than the upper one.
  if (node.name === "random") return node.args.length > 0;
  return !TOTAL_FUNCTIONS.has(node.name) || childCanFail(node, typeOf);
}

/** Sums of doubles and of times are always defined; other numbers overflow, and a text is joined as it is. */
function arithmeticCanFail(
  node: ExpressionOf<"arithmetic" | "negate">,
  typeOf: TypeOfExpression,
): boolean {
  if (node.kind === "arithmetic" && node.operator === "||") return false;
  return childExpressions(node).every((child) => {
    const { kind } = typeOf(child);
    return kind !== "double" && kind !== "real" && !isConstantOfTime(child, kind);
  });
}

/** A literal of a date, a time or an interval, or the current one: a sum with it stays in the calendar. */
function isConstantOfTime(node: Expression, kind: TrinoType["kind"]): boolean {
  if (node.kind === "interval") return true;
  return /^(?:date|timestamp)/.test(kind) && (node.kind === "typed" || isNow(node));
}

function isNow(node: Expression): boolean {
  return node.kind === "call" && NOW.has(node.name) && node.args.length === 0;
}

const NOW: ReadonlySet<string> = new Set([
  "current_date",
  "current_timestamp",
  "localtimestamp",
  "now",
]);

function castCanFail(node: ExpressionOf<"cast">, typeOf: TypeOfExpression): boolean {
  const [from, to] = [typeOf(node.value), resolveType(node.type)];
  if (from.kind === "unknown") return false;
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

/** Functions that have a value, or null, for each argument. */
const TOTAL_FUNCTIONS: ReadonlySet<string> = new Set([
  ...NOW,
  "cardinality",
  "cbrt",
  "coalesce",
  "concat",
  "contains",
  "date_diff",
  "date_trunc",
  "day",
  "day_of_month",
  "day_of_week",
  "day_of_year",
  "dow",
  "doy",
  "exp",
  "greatest",
  "hour",
  "if",
  "is_finite",
  "is_infinite",
  "is_nan",
  "least",
  "length",
  "ln",
  "log10",
  "log2",
  "lower",
  "ltrim",
  "millisecond",
  "minute",
  "month",
  "nullif",
  "power",
  "quarter",
  "reverse",
  "rtrim",
  "second",
  "sqrt",
  "starts_with",
  "strpos",
  "substr",
  "substring",
  "trim",
  "typeof",
  "upper",
  "week",
  "year",
]);
