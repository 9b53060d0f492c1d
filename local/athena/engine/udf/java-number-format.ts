/** Java's Double.toString: `1.0`, `1.0E10`, `1.5E-5`, `NaN`, `Infinity`. */
export function formatJavaDouble(value: number): string {
  return format(value, () => value.toExponential());
}

/** Java's Float.toString: the fewest digits that distinguish the float from all others. */
export function formatJavaFloat(value: number): string {
  return format(value, () => {
    for (let digits = 0; digits < 9; digits += 1) {
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
