import { randomUUID } from "node:crypto";

/**
 * A number that a JavaScript number would change. Node.js 22 has this in the language, by the reviver's `source` and
 * `JSON.rawJSON`; Node.js 20 does not.
 */
export class ExactNumber {
  /** @param value as it stands in the JSON text */
  constructor(readonly value: string) {}

  toString(): string {
    return this.value;
  }

  /**
   * What the number is where a program calculates with it.
   *
   * @returns a bigint for whole digits, since mixing it with other numbers fails; for others the nearest number
   * @throws RangeError where there is none, for example `1e400`
   */
  valueOf(): bigint | number {
    if (/^-?\d+$/.test(this.value)) return BigInt(this.value);
    const nearest = Number(this.value);
    if (Number.isFinite(nearest)) return nearest;
    throw new RangeError(`${this.value} is too large for a JavaScript number.`);
  }
}

/** Stands before a number that became a text; it is random, so no value of an event contains it. */
const MARK = `${randomUUID()}:`;

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const MARKED = new RegExp(`"${MARK}([-+.\\deE]+)"`, "g");

/**
 * Reads JSON as `JSON.parse` does, but numbers that would lose digits as {@link ExactNumber}.
 *
 * @throws SyntaxError where the text is not JSON
 */
export function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const marked = text.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || isExact(token) ? token : `"${MARK}${token}"`,
  );
  if (marked === text) return value;
  return JSON.parse(marked, (_key, each: unknown) =>
    typeof each === "string" && each.startsWith(MARK)
      ? new ExactNumber(each.slice(MARK.length))
      : each,
  );
}

/**
 * Writes JSON as `JSON.stringify` does, but {@link ExactNumber} and bigint digit for digit.
 *
 * @returns undefined where JSON has no form for the value
 */
export function stringifyExactly(value: unknown): string | undefined {
  // Of a function or undefined it makes no text, whatever its type says.
  const text = JSON.stringify(value, (_key, each: unknown) =>
    each instanceof ExactNumber || typeof each === "bigint" ? `${MARK}${each.toString()}` : each,
  ) as string | undefined;
  return text?.replace(MARKED, "$1");
}

function isExact(digits: string): boolean {
  return significant(digits) === significant(String(Number(digits)));
}

/** Digits without sign, point, exponent and the zeros around; two near numbers with the same are equal. */
function significant(number: string): string {
  return number
    .replace(/e.*$/i, "")
    .replace(/[-.]/g, "")
    .replace(/^0+|0+$/g, "");
}
