import { javaDoubleDigits } from "./java-double-digits";

/** Java's Double.toString: `1.0`, `1.0E10`, `1.5E-5`, `NaN`, `Infinity`. */
export function formatJavaDouble(value: number): string {
  return format(value, () => shortestDouble(value));
}

/** The fewest digits that distinguish a double, but two at least: Java writes 4.9E-324, JavaScript 5e-324. */
function shortestDouble(value: number): string {
  const text = value.toExponential();
  return text.includes(".") ? text : value.toExponential(1);
}

/**
 * A double as Trino casts it to varchar: always with an exponent, `1.5E0`, `0E0`.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/type/DoubleOperators.java
 */
export function formatScientificDouble(value: number): string {
  return scientific(value, () => (value < 0 ? "-" : "") + javaDoubleDigits(Math.abs(value)));
}

const REAL_DIGITS = 7;

/** A real as Trino casts it to varchar: `3.77E1`, rounded half to even to seven digits. */
export function formatScientificReal(value: number): string {
  return scientific(value, () => {
    // Trino formats the double that the text of the real is read as.
    const double = Number(formatJavaFloat(value));
    // Exact where the digit after the seventh is the last one: JavaScript rounds such a tie up, Java to even.
    const [mantissa = "", exponent = "0"] = double.toExponential(REAL_DIGITS).split("e");
    const isTie =
      mantissa.endsWith("5") &&
      BigInt(double.toExponential(40).replace(/e.*|\D/g, "")) % TIE === 0n;
    const kept = mantissa.slice(0, -1);
    return isTie && Number(kept.at(-1)) % 2 === 0
      ? `${kept}e${exponent}`
      : double.toExponential(REAL_DIGITS - 1);
  });
}

/** Of 41 significant digits, those after the eighth. */
const TIE = 10n ** 33n;

function scientific(value: number, exponential: () => string): string {
  if (!Number.isFinite(value)) return format(value, exponential);
  if (value === 0) return Object.is(value, -0) ? "-0E0" : "0E0";
  const [mantissa = "", exponent = "0"] = exponential().split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  return `${whole}.${fraction.replace(/0+$/, "") || "0"}E${Number(exponent)}`;
}

/** Java's Float.toString: the fewest digits that distinguish the float from all others, but two at least. */
export function formatJavaFloat(value: number): string {
  return format(value, () => {
    for (let digits = 1; digits < 9; digits += 1) {
      const text = value.toExponential(digits);
      if (Math.fround(Number(text)) === Math.fround(value)) return text;
    }
    return value.toExponential();
  });
}

const MIN_PLAIN = 1e-3;
const MAX_PLAIN = 1e7;

function format(value: number, exponential: () => string): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  // The format is d.ddde±x.
  const [mantissa = "", exponent = "0"] = exponential().split("e");
  const digits = mantissa.replace(/[-.]/g, "").replace(/(?!^)0+$/, "");
  const sign = value < 0 ? "-" : "";
  const scale = Number(exponent);
  const size = Math.abs(value);
  if (size < MIN_PLAIN || size >= MAX_PLAIN) {
    return `${sign}${digits.charAt(0)}.${digits.slice(1) || "0"}E${scale}`;
  }
  if (scale < 0) return `${sign}0.${"0".repeat(-scale - 1)}${digits}`;
  const whole = digits.slice(0, scale + 1).padEnd(scale + 1, "0");
  return `${sign}${whole}.${digits.slice(scale + 1) || "0"}`;
}
