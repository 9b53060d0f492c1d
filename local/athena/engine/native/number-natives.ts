import { BIGINT, DOUBLE, FLOAT, VARCHAR } from "@duckdb/node-api";

import { javaDoubleText, javaFloatText } from "./java-number-text";
import { native, type NativeFunctions } from "./native-function";

/** Functions of numbers. */
export const NUMBER_NATIVES: NativeFunctions = {
  trino_double_text: native([DOUBLE], VARCHAR, javaDoubleText),
  trino_real_text: native([FLOAT], VARCHAR, javaFloatText),
  // DuckDB's own division of decimals gives a double.
  trino_decimal_quotient: native(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (dividend: string, divisor: string, scale: bigint) =>
      decimalQuotient(dividend, divisor, Number(scale)),
  ),
};

/**
 * Divides two decimals, rounding halves away from zero.
 *
 * @param scale digits behind the point of the result
 * @throws Error with Athena's code for a divisor of zero
 */
export function decimalQuotient(dividend: string, divisor: string, scale: number): string {
  const [a, b] = [unscaled(dividend), unscaled(divisor)];
  if (b.digits === 0n) throw new Error("DIVISION_BY_ZERO: Division by zero");
  const shift = scale + b.scale - a.scale;
  const numerator = size(a.digits) * 10n ** BigInt(Math.max(shift, 0));
  const denominator = size(b.digits) * 10n ** BigInt(Math.max(-shift, 0));
  const quotient = (2n * numerator + denominator) / (2n * denominator);
  const negative = a.digits < 0n !== b.digits < 0n && quotient !== 0n;
  const text = String(quotient).padStart(scale + 1, "0");
  const point = text.length - scale;
  return `${negative ? "-" : ""}${text.slice(0, point)}${scale === 0 ? "" : `.${text.slice(point)}`}`;
}

function unscaled(text: string): { digits: bigint; scale: number } {
  const [, fraction = ""] = text.split(".");
  return { digits: BigInt(text.replace(".", "")), scale: fraction.length };
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
