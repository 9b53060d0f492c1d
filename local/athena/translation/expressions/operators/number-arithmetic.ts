import { keyword } from "../../../../duckdb/keyword";
import { literal, SQL } from "../../../../duckdb/sql";
import { macroCall } from "../../../engine/macros/macro-call";
import { commonType } from "../../../types/coercion";
import { duckDbTypeOf } from "../../../types/duckdb-type";
import { isNumeric, type TrinoType } from "../../../types/trino-type";
import { coerce, typed, type TypedSql } from "../typed-sql";
import type { ArithmeticOperator } from "./arithmetic-operator";
import { arithmeticOfDecimals } from "./decimal-arithmetic";

/** An operator of numbers; undefined for other types. */
export function arithmeticOfNumbers(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
): TypedSql | undefined {
  const type = commonType(left.type, right.type);
  if (type === undefined || !isNumeric(type)) return undefined;
  if (type.kind === "decimal") return arithmeticOfDecimals(operator, left, right);
  const known = knownInteger(operator, left, right, type);
  if (known !== undefined) return known;
  const floating = type.kind === "double" || type.kind === "real";
  return typed(type, () => {
    const [a, b] = [coerce(left, type), coerce(right, type)];
    if (floating || (operator !== "/" && operator !== "%")) {
      return SQL`(${a} ${keyword(operator)} ${b})`;
    }
    // A literal other than zero needs no check, and stays a constant for DuckDB.
    const divisor = isNonZero(right) ? b : macroCall(SQL`trino_divisor`, a, b);
    return operator === "/" ? SQL`(${a} // ${divisor})` : SQL`(${a} % ${divisor})`;
  });
}

/** What an operator of two literals gives, of which DuckDB takes long to plan many; undefined if it is not in range. */
function knownInteger(
  operator: ArithmeticOperator,
  { literal: a }: TypedSql,
  { literal: b }: TypedSql,
  type: TrinoType,
): TypedSql | undefined {
  if (typeof a !== "bigint" || typeof b !== "bigint") return undefined;
  const bits = type.kind === "integer" ? 32 : 64;
  if (type.kind !== "integer" && type.kind !== "bigint") return undefined;
  const values: Partial<Record<ArithmeticOperator, bigint>> = {
    "+": a + b,
    "-": a - b,
    "*": a * b,
  };
  const value = values[operator];
  if (value === undefined || BigInt.asIntN(bits, value) !== value) return undefined;
  return typed(type, () => SQL`CAST(${literal(value)} AS ${duckDbTypeOf(type)})`, {
    literal: value,
  });
}

function isNonZero(value: TypedSql): boolean {
  return typeof value.literal === "bigint" && value.literal !== 0n;
}
