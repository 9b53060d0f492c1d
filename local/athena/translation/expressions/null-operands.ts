import { SQL } from "../../../duckdb/sql";
import { type Position, QueryError } from "../../query-error";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { type TrinoType, typeName } from "../../types/trino-type";
import type { ArithmeticOperator } from "./operators";
import { typed, type TypedSql } from "./typed-sql";

const INTERVAL: TrinoType = { kind: "interval day to second" };

/**
 * An operator next to a bare NULL, which may be of any type: null where Trino takes one of its operators, undefined where
 * the other operand decides.
 *
 * @throws QueryError AMBIGUOUS_FUNCTION_CALL where it can't choose
 */
export function ofBareNull(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
  position: Position,
): TypedSql | undefined {
  if (left.type.kind !== "unknown" && right.type.kind !== "unknown") return undefined;
  const found = nullType(operator, left.type, right.type);
  if (found === "ambiguous") {
    const reason = `Could not choose a best candidate operator: ${typeName(left.type)} ${operator} ${typeName(right.type)}`;
    throw new QueryError("AMBIGUOUS_FUNCTION_CALL", reason, position);
  }
  return found && typed(found, () => SQL`CAST(NULL AS ${duckDbTypeOf(found)})`);
}

function nullType(
  operator: ArithmeticOperator,
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
