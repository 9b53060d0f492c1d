import { PATTERN_LETTERS } from "./java-date-letters";
import type { RenderLetters } from "./java-date-letters";

/** A token of a pattern of Java's `DateTimeFormatter`. */
export type PatternToken =
  | { readonly kind: "text"; readonly text: string }
  /** A letter that is repeated `count` times. */
  | {
      readonly kind: "letters";
      readonly letter: string;
      readonly count: number;
      readonly render: RenderLetters;
    }
  /** The start and the end of an optional section. */
  | { readonly kind: "optional" | "end" };

// A quoted literal ('' inside it is a quote), a repeated letter, or any other character.
const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^]/g;

/**
 * Splits a pattern into tokens.
 *
 * @throws Error naming the letter, repeat count or symbol that Java (or this emulation of it) rejects
 */
export function patternTokens(pattern: string): PatternToken[] {
  let open = 0;
  return [...pattern.matchAll(TOKEN)].map(([token, quoted, letter]): PatternToken => {
    if (quoted !== undefined) {
      return { kind: "text", text: quoted === "" ? "'" : quoted.replaceAll("''", "'") };
    }
    if (letter !== undefined) {
      const count = token.length;
      return { kind: "letters", letter, count, render: renderer(pattern, letter, count) };
    }
    if (token === "[") {
      open += 1;
      return { kind: "optional" };
    }
    if (token === "]") {
      open -= 1;
      if (open < 0) throw invalidPattern(pattern, '"]" has no "[" before it');
      return { kind: "end" };
    }
    if (token === "'") throw invalidPattern(pattern, "unterminated quote");
    if ("{}#".includes(token)) throw invalidPattern(pattern, `"${token}" is reserved`);
    return { kind: "text", text: token };
  });
}

/** The error of an invalid or unsupported pattern. */
export function invalidPattern(pattern: string, reason: string): Error {
  return new Error(`The timestamp pattern "${pattern}" can't be used: ${reason}.`);
}

function renderer(pattern: string, letter: string, count: number): RenderLetters {
  const known = PATTERN_LETTERS[letter];
  if (known === undefined) {
    throw invalidPattern(pattern, `unknown letter "${letter}"; put text in single quotes`);
  }
  const { counts, render } = known;
  if (counts.includes(count)) return render;
  const longest = Math.max(...counts);
  const allowed = counts.length === longest ? `1 to ${longest}` : counts.join(", ");
  throw invalidPattern(pattern, `"${letter}" is repeated ${count} times, allowed are ${allowed}`);
}
