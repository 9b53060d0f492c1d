import type { RandomSource } from "./random-source";

/** Digits that JSON numbers preserve; longer decimals are sent as text. */
const EXACT_DIGITS = 15;

/** Range and precision of the examples of a field. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Digits after the decimal point. */
  readonly fractionDigits: number;
}

/** Range of examples that are all numbers; undefined if there are none, or if one is in exponential notation. */
export function exampleRange(examples: readonly unknown[]): NumberRange | undefined {
  const numbers = examples.filter((example) => typeof example === "number");
  if (numbers.length === 0 || numbers.length < examples.length) return undefined;
  const texts = numbers.map(String);
  if (texts.some((text) => !/^-?\d+(\.\d+)?$/.test(text))) return undefined;
  const fractionDigits = Math.max(...texts.map((text) => text.split(".")[1]?.length ?? 0));
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
  // Beyond that, steps are no longer distinct numbers.
  const steps = (max - min) * 10 ** fractionDigits;
  return steps < Number.MAX_SAFE_INTEGER ? { min, max, fractionDigits } : undefined;
}

/** A uniformly distributed number of a range. */
export function numberBetween(range: NumberRange, randomSource: RandomSource): number {
  const { min, max, fractionDigits } = range;
  const steps = Math.round((max - min) * 10 ** fractionDigits) + 1;
  const drawn = min + randomSource.integerBelow(steps) / 10 ** fractionDigits;
  return Number(drawn.toFixed(fractionDigits));
}

/** A decimal with the given precision and scale; as text if a JSON number would lose digits. */
export function numberOfDigits(
  precision: number,
  scale: number,
  randomSource: RandomSource,
): number | string {
  const digits = Array.from({ length: precision }, () => randomSource.integerBelow(10)).join("");
  const whole = digits.slice(0, precision - scale).replace(/^0+(?=.)/, "") || "0";
  const text = scale === 0 ? whole : `${whole}.${digits.slice(precision - scale)}`;
  // Very small numbers are printed as 1e-12, which not every decimal parser accepts.
  return precision <= EXACT_DIGITS && !String(Number(text)).includes("e") ? Number(text) : text;
}
