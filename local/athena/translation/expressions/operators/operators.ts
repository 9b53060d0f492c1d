import { SQL } from "../../../../duckdb/sql";
import { cannotApplyOperator } from "../../../analysis/semantic-errors";
import { type Position, QueryError, unsupported } from "../../../query-error";
import { typeNextToNull } from "../../../types/bare-null";
import { duckDbTypeOf } from "../../../types/duckdb-type";
import { typeName } from "../../../types/trino-type";
import { typed, type TypedSql } from "../typed-sql";
import type { ArithmeticOperator } from "./arithmetic-operator";
import { concatenate } from "./concatenation";
import { arithmeticOfNumbers } from "./number-arithmetic";
import { arithmeticWithTime, isInterval } from "./time-arithmetic";

/** Types `left operator right` with Trino's result types: integers divide to integers, decimals to decimals. */
export function arithmetic(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
  position: Position,
): TypedSql {
  const ofNull = ofBareNull(operator, left, right, position);
  if (ofNull !== undefined) return ofNull;
  if (operator === "||") return concatenate(left, right, position);
  const result =
    arithmeticWithTime(operator, left, right) ?? arithmeticOfNumbers(operator, left, right);
  if (result !== undefined) return result;
  if (
    (operator === "*" || operator === "/") &&
    [left, right].some(({ type }) => isInterval(type))
  ) {
    throw unsupported(`${typeName(left.type)} ${operator} ${typeName(right.type)}`, position);
  }
  throw cannotApplyOperator(operator, left, right, position);
}

/**
 * An operator next to a bare NULL, which may be of any type: null where Trino takes one of its operators, undefined where
 * the other operand decides.
 *
 * @throws QueryError AMBIGUOUS_FUNCTION_CALL where it can't choose
 */
function ofBareNull(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
  position: Position,
): TypedSql | undefined {
  if (left.type.kind !== "unknown" && right.type.kind !== "unknown") return undefined;
  const found = typeNextToNull(operator, left.type, right.type);
  if (found === "ambiguous") {
    const reason = `Could not choose a best candidate operator: ${typeName(left.type)} ${operator} ${typeName(right.type)}`;
    throw new QueryError("AMBIGUOUS_FUNCTION_CALL", reason, position);
  }
  return found && typed(found, () => SQL`CAST(NULL AS ${duckDbTypeOf(found)})`);
}
