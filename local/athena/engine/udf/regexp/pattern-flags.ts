import { invalidPattern, unsupportedInPattern } from "./pattern-error";

/** The options of a part of a pattern. */
export interface PatternFlags {
  /** `(?i)` */
  readonly ignoresCase: boolean;
  /** `(?s)`: the dot takes line breaks too. */
  readonly dotTakesAll: boolean;
  /** `(?m)`: `^` and `$` are at each line. */
  readonly atLines: boolean;
}

export const NO_FLAGS: PatternFlags = { ignoresCase: false, dotTakesAll: false, atLines: false };

const NAMES: Readonly<Record<string, keyof PatternFlags>> = {
  i: "ignoresCase",
  s: "dotTakesAll",
  m: "atLines",
};

/** The options after `(?im-s)`. @throws Error for options that Trino refuses, or for `x` */
export function changedFlags(flags: PatternFlags, text: string): PatternFlags {
  let changed = flags;
  let value = true;
  for (const letter of text) {
    if (letter === "-") {
      value = false;
      continue;
    }
    if (letter === "x") throw unsupportedInPattern("The option '(?x)'");
    const name = NAMES[letter];
    if (name === undefined) throw invalidPattern("undefined group option");
    changed = { ...changed, [name]: value };
  }
  return changed;
}
