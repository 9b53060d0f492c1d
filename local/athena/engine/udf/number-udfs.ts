import { BIGINT, DOUBLE, FLOAT, VARCHAR } from "@duckdb/node-api";

import { decimalText } from "../../../../formats/decimal";
import {
  formatJavaDouble,
  formatJavaFloat,
  formatScientificDouble,
  formatScientificReal,
} from "./java-number-format";
import { udf, type ScalarUdfs } from "./scalar-udf";

/** Numeric functions. */
export const NUMBER_UDFS: ScalarUdfs = {
  trino_double_text: udf([DOUBLE], VARCHAR, formatJavaDouble),
  trino_real_text: udf([FLOAT], VARCHAR, formatJavaFloat),
  trino_double_varchar: udf([DOUBLE], VARCHAR, formatScientificDouble),
  trino_real_varchar: udf([FLOAT], VARCHAR, formatScientificReal),
  trino_other_integer: udf([VARCHAR], VARCHAR, (text: string) =>
    otherDigits(text, /^[+-]?[0-9]+$/, "an integer"),
  ),
  trino_other_decimal: udf([VARCHAR], VARCHAR, (text: string) =>
    otherDigits(text, /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/, "a decimal"),
  ),
  // DuckDB's cbrt returns 3.0000000000000004 for 27.
  trino_cbrt: udf([DOUBLE], DOUBLE, Math.cbrt),
  // DuckDB divides decimals as doubles.
  trino_decimal_quotient: udf(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (dividend: string, divisor: string, scale: bigint) =>
      divideDecimals(dividend, divisor, Number(scale)),
  ),
  trino_big_decimal_text: udf([VARCHAR], VARCHAR, bigDecimalText),
  trino_format_fixed: udf(
    [VARCHAR, BIGINT, VARCHAR, BIGINT],
    VARCHAR,
    (text: string, digits: bigint, flags: string, width: bigint) =>
      formatFixed(text, Number(digits), flags, Number(width)),
  ),
};

/** Java's BigDecimal.toString of a plain decimal: `1.5E-7` below 0.000001. */
function bigDecimalText(text: string): string {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)\.?(\d*)$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+(?=\d)/, "");
  const exponent = digits.length - 1 - fraction.length;
  if (exponent >= -6) return text;
  const rest = digits.slice(1);
  return `${sign}${digits.charAt(0)}${rest === "" ? "" : `.${rest}`}E${exponent}`;
}

/**
 * Formats a number with a fixed number of decimal places, rounding half up, as Java's Formatter does.
 *
 * @param flags Java's `,` (grouping separators), `+` and `0` (zero-padded to the width)
 */
export function formatFixed(text: string, digits: number, flags: string, width: number): string {
  if (/[NI]/.test(text)) return text;
  const rounded = divideDecimals(plainDecimal(text), "1", digits);
  const [whole = "", fraction] = rounded.replace("-", "").split(".");
  const grouped = flags.includes(",") ? whole.replace(/\B(?=(?:\d{3})+$)/g, ",") : whole;
  // Java keeps the sign of a number that rounds to zero.
  const sign = text.startsWith("-") ? "-" : flags.includes("+") ? "+" : "";
  const body = grouped + (fraction === undefined ? "" : `.${fraction}`);
  return sign + (flags.includes("0") ? body.padStart(width - sign.length, "0") : body);
}

/** Expands the exponent of a number such as `1.5E-3`. */
function plainDecimal(text: string): string {
  const [mantissa = "", exponent = "0"] = text.split("E");
  const { digits, scale } = unscaled(mantissa);
  const shift = scale - Number(exponent);
  if (shift <= 0) return String(digits * 10n ** BigInt(-shift));
  const sign = digits < 0n ? "-" : "";
  const padded = String(absolute(digits)).padStart(shift + 1, "0");
  return `${sign}${padded.slice(0, -shift)}.${padded.slice(-shift)}`;
}

/**
 * Divides two decimals, rounding half up.
 *
 * @param scale decimal places of the result
 * @throws Error DIVISION_BY_ZERO
 */
export function divideDecimals(dividend: string, divisor: string, scale: number): string {
  const [a, b] = [unscaled(dividend), unscaled(divisor)];
  if (b.digits === 0n) throw new Error("DIVISION_BY_ZERO: Division by zero");
  const shift = scale + b.scale - a.scale;
  const numerator = absolute(a.digits) * 10n ** BigInt(Math.max(shift, 0));
  const denominator = absolute(b.digits) * 10n ** BigInt(Math.max(-shift, 0));
  const quotient = (2n * numerator + denominator) / (2n * denominator);
  const negative = a.digits < 0n !== b.digits < 0n;
  return decimalText(negative ? -quotient : quotient, scale);
}

/** A number with digits of any script, which Java also accepts. */
function otherDigits(text: string, pattern: RegExp, what: string): string {
  const latin = latinDigits(text);
  if (pattern.test(latin)) return latin;
  throw new Error(`INVALID_CAST_ARGUMENT: Cannot cast '${text}' to ${what}`);
}

/** A text with the digits 0 to 9 in place of those of other scripts. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Unicode encodes each script's ten digits one after another. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (code - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return code - first;
}

function unscaled(text: string): { digits: bigint; scale: number } {
  const [, fraction = ""] = text.split(".");
  return { digits: BigInt(text.replace(".", "")), scale: fraction.length };
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
