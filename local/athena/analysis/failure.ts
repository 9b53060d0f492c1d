import type { Expression, ExpressionOf } from "../sql/syntax-tree";
import { isIntegerType, type TrinoType } from "../types/trino-type";
import type { CallFacts } from "./call-facts";
import { isWholeDays, type Literal } from "./literal";

/** What it depends on whether an expression can fail. */
export interface Evaluated {
  readonly node: Expression;
  readonly type: TrinoType;
  readonly literal?: Literal | undefined;
  readonly facts: CallFacts;
  readonly children: readonly Evaluated[];
}

/**
 * Whether an expression can fail for a row: divide by zero, overflow, or find a text that is no number. Where it is not
 * known, it can.
 *
 * @param childFails whether an expression in it can
 */
export function canFail<Child extends Evaluated>(
  { node, type, children, facts }: Evaluated & { readonly children: readonly Child[] },
  childFails: (child: Child) => boolean,
): boolean {
  const anyFails = () => children.some(childFails);
  switch (node.kind) {
    case "cast":
      return !node.safe && (anyFails() || castCanFail(children, type));
    case "negate":
    case "arithmetic":
      return arithmeticCanFail(node, children) || anyFails();
    case "call":
      if (facts.catchesFailure === true) return false;
      return facts.total !== true || anyFails();
    case "subscript": {
      const [base] = children;
      return base?.type.kind !== "row" || childFails(base);
    }
    case "like":
      return node.escape !== undefined || anyFails();
    // What a lambda is called with is known only to the function.
    case "lambda":
    case "atTimeZone":
      return true;
    default:
      return anyFails();
  }
}

/** Numbers overflow, apart from floating-point ones; a text is joined as it is. */
function arithmeticCanFail(
  node: ExpressionOf<"arithmetic" | "negate">,
  children: readonly Evaluated[],
): boolean {
  if (children.some(({ type }) => type.kind === "double" || type.kind === "real")) return false;
  if (node.kind === "negate") return !children.every(isInterval);
  if (node.operator === "||") return false;
  return !((node.operator === "+" || node.operator === "-") && isSumInCalendar(children));
}

/**
 * Whether a sum is one of a date or a time that stays in the calendar, and in its type: a date takes whole days and
 * months alone.
 */
function isSumInCalendar(children: readonly Evaluated[]): boolean {
  const instants = children.filter(({ type }) => /^(?:date|timestamp)/.test(type.kind));
  const [interval] = children.filter((child) => !instants.includes(child));
  // A difference: an interval holds that between any two.
  if (interval === undefined) return true;
  const [instant] = instants;
  if (instant === undefined) return false;
  const ofWholeDays =
    interval.type.kind === "interval year to month" || isWholeDays(interval.literal);
  if (instant.type.kind === "date" && !ofWholeDays) return false;
  return isInterval(interval) || isConstantOfTime(instant);
}

/** The literal of a date or a time, or the current one. */
function isConstantOfTime({ node, type, facts }: Evaluated): boolean {
  return (
    /^(?:date|timestamp)/.test(type.kind) && (node.kind === "typed" || facts.currentTime === true)
  );
}

function isInterval({ node }: Evaluated): boolean {
  return node.kind === "interval";
}

function castCanFail([value]: readonly Evaluated[], to: TrinoType): boolean {
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
