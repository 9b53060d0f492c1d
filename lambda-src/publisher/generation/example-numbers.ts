import type { RandomSource } from "./random-source";

/** JSON numbers keep this many digits exactly; longer decimals travel as text. */
const EXACT_DIGITS = 15;

/** Numbers as the examples of a field are: between two of them, and as fine. */
export interface NumberRange {
  readonly least: number;
  readonly greatest: number;
  /** Digits after the point. */
  readonly fractionDigits: number;
}

/** The range of examples that are all numbers; undefined where there is none, or one whose digits can't be counted. */
export function exampleRange(examples: readonly unknown[]): NumberRange | undefined {
  const numbers = examples.filter((example) => typeof example === "number");
  if (numbers.length === 0 || numbers.length < examples.length) return undefined;
  const texts = numbers.map(String);
  if (texts.some((text) => !/^-?\d+(\.\d+)?$/.test(text))) return undefined;
  const fractionDigits = Math.max(...texts.map((text) => text.split(".")[1]?.length ?? 0));
  const [least, greatest] = [Math.min(...numbers), Math.max(...numbers)];
  // Beyond that not every step is a number of its own.
  const steps = (greatest - least) * 10 ** fractionDigits;
  return steps < Number.MAX_SAFE_INTEGER ? { least, greatest, fractionDigits } : undefined;
}

/** Every number of a range is as likely as the others. */
export function numberBetween(range: NumberRange, chance: RandomSource): number {
  const { least, greatest, fractionDigits } = range;
  const steps = Math.round((greatest - least) * 10 ** fractionDigits) + 1;
  const drawn = least + chance.integerBelow(steps) / 10 ** fractionDigits;
  return Number(drawn.toFixed(fractionDigits));
}

/** A number with so many digits, and so many of them after the point; as text where a JSON number would lose some. */
export function numberOfDigits(
  precision: number,
  scale: number,
  chance: RandomSource,
): number | string {
  const digits = Array.from({ length: precision }, () => chance.integerBelow(10)).join("");
  const whole = digits.slice(0, precision - scale).replace(/^0+(?=.)/, "") || "0";
  const text = scale === 0 ? whole : `${whole}.${digits.slice(precision - scale)}`;
  // Very small numbers print as 1e-12, which not every reader of decimals takes.
  return precision <= EXACT_DIGITS && !String(Number(text)).includes("e") ? Number(text) : text;
}
