import { keyword } from "../../../../duckdb/keyword";
import { literal, SQL, type Sql } from "../../../../duckdb/sql";
import { macroCall } from "../../../engine/macros/macro-call";
import { asDecimal } from "../../../types/coercion";
import { duckDbTypeOf } from "../../../types/duckdb-type";
import { type TypeOf } from "../../../types/trino-type";
import { coerce, typed, type TypedSql } from "../typed-sql";
import type { ArithmeticOperator } from "./arithmetic-operator";

const MAX_PRECISION = 38;

/**
 * An operator of decimals, or of a decimal and an integer; undefined for other types.
 *
 * @see https://trino.io/docs/current/functions/decimal.html
 */
export function arithmeticOfDecimals(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
): TypedSql | undefined {
  const [a, b] = [left, right].map(({ type }) =>
    type.kind === "unknown" ? DECIMAL_OF_NULL : asDecimal(type),
  );
  if (a === undefined || b === undefined) return undefined;
  const type = decimalResult(operator, a, b);
  return typed(type, () => decimalSql(operator, coerce(left, a), coerce(right, b), a, type));
}

/** @param a the type of the left operand */
function decimalSql(
  operator: ArithmeticOperator,
  x: Sql,
  y: Sql,
  a: TypeOf<"decimal">,
  type: TypeOf<"decimal">,
): Sql {
  const target = duckDbTypeOf(type);
  switch (operator) {
    case "/":
      return SQL`CAST(trino_decimal_quotient(CAST(${x} AS VARCHAR), CAST(${y} AS VARCHAR), ${literal(type.scale)}) AS ${target})`;
    case "%":
      return SQL`CAST(${x} % ${macroCall(SQL`trino_divisor`, x, y)} AS ${target})`;
    case "*":
      // With a wide operand, DuckDB computes with 38 digits before it checks for overflow.
      return SQL`CAST(CAST(${x} AS DECIMAL(38,${literal(a.scale)})) * ${y} AS ${target})`;
    default:
      return SQL`CAST(CAST(${x} AS ${target}) ${keyword(operator)} CAST(${y} AS ${target}) AS ${target})`;
  }
}

/** The type of a bare NULL next to a decimal. */
const DECIMAL_OF_NULL: TypeOf<"decimal"> = { kind: "decimal", precision: 1, scale: 0 };

function decimalResult(
  operator: ArithmeticOperator,
  a: TypeOf<"decimal">,
  b: TypeOf<"decimal">,
): TypeOf<"decimal"> {
  const scale = Math.max(a.scale, b.scale);
  const [wholeA, wholeB] = [a.precision - a.scale, b.precision - b.scale];
  const decimal = (precision: number, digits: number): TypeOf<"decimal"> => ({
    kind: "decimal",
    precision: Math.min(MAX_PRECISION, precision),
    scale: digits,
  });
  switch (operator) {
    case "*":
      return decimal(a.precision + b.precision, a.scale + b.scale);
    case "/":
      return decimal(a.precision + b.scale + Math.max(0, b.scale - a.scale), scale);
    case "%":
      return decimal(Math.min(wholeA, wholeB) + scale, scale);
    default:
      return decimal(Math.max(wholeA, wholeB) + scale + 1, scale);
  }
}
