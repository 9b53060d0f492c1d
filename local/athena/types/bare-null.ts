import type { TrinoType } from "./trino-type";

/** Binary operators. */
type Operator = "+" | "-" | "*" | "/" | "%" | "||";

const INTERVAL: TrinoType = { kind: "interval day to second" };

/**
 * The type that an operator next to a bare NULL has in Trino, which may take the NULL for any type: `ambiguous` where it
 * can't choose, undefined where the other operand decides.
 */
export function typeNextToNull(
  operator: Operator,
  left: TrinoType,
  right: TrinoType,
): TrinoType | "ambiguous" | undefined {
  const first = left.kind === "unknown";
  const other = first ? right : left;
  if (other.kind === "unknown") return operator === "%" ? { kind: "tinyint" } : "ambiguous";
  switch (operator) {
    case "||":
      return isAmbiguousInConcat(other) ? "ambiguous" : undefined;
    case "*":
      return other.kind === "bigint" || other.kind === "double" ? "ambiguous" : undefined;
    case "/":
      return first && other.kind === "double" ? "ambiguous" : undefined;
    case "+":
      if (other.kind === "date") return other;
      return isTime(other) || isInterval(other) ? "ambiguous" : undefined;
    case "-":
      if (other.kind === "date" || isTime(other)) {
        if (first) return INTERVAL;
        return other.kind === "date" ? other : "ambiguous";
      }
      if (isInterval(other)) return first ? "ambiguous" : other;
      return undefined;
    default:
      return undefined;
  }
}

/** Whether `concat` of a bare NULL and values of a type may be of texts, bytes or arrays. */
function isAmbiguousInConcat(type: TrinoType): boolean {
  return (
    type.kind === "array" ||
    type.kind === "varbinary" ||
    (type.kind === "varchar" && type.length === undefined)
  );
}

function isTime({ kind }: TrinoType): boolean {
  return kind === "timestamp" || kind === "timestamp with time zone";
}

function isInterval({ kind }: TrinoType): boolean {
  return kind.startsWith("interval");
}
