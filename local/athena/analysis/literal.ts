/**
 * The value of a literal that a function or an operator may look at: a text, an integer, a double as a number, or an
 * interval of days to seconds in milliseconds.
 */
export type Literal = string | bigint | number;

const MILLISECONDS_OF_DAY = 86_400_000n;

/** Whether a literal is an interval of whole days, which is what a date can be moved by. */
export function isWholeDays(literal: Literal | undefined): boolean {
  return typeof literal === "bigint" && literal % MILLISECONDS_OF_DAY === 0n;
}
