import { invalidPattern, unsupportedInPattern } from "./pattern-error";

/** What Joni's `[[:name:]]` and `\p{Name}` stand for, in JavaScript. */
const POSIX: Readonly<Record<string, string>> = {
  alpha: "\\p{Alphabetic}",
  digit: "\\p{Nd}",
  alnum: "[\\p{Alphabetic}\\p{Nd}]",
  space: "\\p{White_Space}",
  punct: "\\p{P}",
  upper: "\\p{Uppercase}",
  lower: "\\p{Lowercase}",
  xdigit: "[0-9A-Fa-f]",
  ascii: "[\\u{0}-\\u{7f}]",
};

const CATEGORIES = new Set(
  `L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp`.split(
    " ",
  ),
);

const SCRIPTS = new Set(
  "Latin Greek Cyrillic Han Hiragana Katakana Hangul Arabic Hebrew Thai".split(" "),
);

/** JavaScript's source for the property of `\p{…}`. @throws Error NOT_SUPPORTED for one that is not known */
export function propertySource(name: string): string {
  if (CATEGORIES.has(name)) return `\\p{${name}}`;
  if (SCRIPTS.has(name)) return `\\p{Script=${name}}`;
  const posix = /^(?:[A-Z][a-z]+|XDigit|ASCII)$/.test(name)
    ? posixSource(name.toLowerCase())
    : undefined;
  if (posix !== undefined) return posix;
  // Java's own names: Joni has them neither with the prefix.
  if (/^Is[A-Z]/.test(name)) throw invalidPattern(`invalid character property name <${name}>`);
  throw unsupportedInPattern(`The property '\\p{${name}}'`);
}

/** JavaScript's source for a POSIX class; undefined if there is no such class. */
export function posixSource(name: string): string | undefined {
  return Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
}

/** A character of a word, for `\b`; `\w` is of ASCII only. */
export const WORD_CHARACTER = "[\\p{Alphabetic}\\p{M}\\p{N}\\p{Pc}]";
