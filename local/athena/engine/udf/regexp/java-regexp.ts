import { fullFold, isFoldedSpecially } from "./case-folding";
import { unsupportedInPattern } from "./pattern-error";
import { parsePattern } from "./pattern-parser";
import { writePattern } from "./pattern-writer";
import type { MatchedGroups } from "./java-replacement";
import { unknownCharacter } from "./known-characters";

/** A match of a pattern in a text. */
export interface RegexpMatch extends MatchedGroups {
  /** The places in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** A compiled pattern. */
export interface JavaRegexp {
  readonly groupCount: number;
  /**
   * The matches in a text, from its start.
   *
   * @throws Error NOT_SUPPORTED for a text of which Joni's answer is not known
   */
  matches(text: string): Iterable<RegexpMatch>;
}

/** Compiled patterns: a query applies the same one to every row. They have no state. */
const CACHE = new Map<string, JavaRegexp>();
const MAX_CACHED = 100;

/**
 * Compiles a regular expression of Trino, which is Joni's with Java's syntax.
 *
 * @throws Error with Athena's error code for an invalid pattern, or one with a construct that is not known
 */
export function javaRegexp(pattern: string): JavaRegexp {
  const known = CACHE.get(pattern);
  if (known !== undefined) return known;
  const compiled = compile(pattern);
  if (CACHE.size >= MAX_CACHED) CACHE.clear();
  CACHE.set(pattern, compiled);
  return compiled;
}

function compile(text: string): JavaRegexp {
  const pattern = parsePattern(text);
  const { source, groupIndexes } = writePattern(pattern);
  const expression = compiled(source);
  const { groupCount, groupNames: names, foldedLetters, usesProperties, usesWords } = pattern;
  return {
    groupCount,
    *matches(searched) {
      if (usesProperties || usesWords) requireKnownCharacters(searched, !usesProperties);
      if (foldedLetters.size > 0) requireSimpleFolding(searched, foldedLetters);
      for (const found of foundIn(searched, expression)) {
        if (isInsideOfPair(searched, found.index)) continue;
        const groups = groupIndexes.map((index) => found[index]);
        yield { groups, names, start: found.index, end: found.index + found[0].length };
      }
    },
  };
}

function compiled(source: string): RegExp {
  try {
    return new RegExp(source, "gv");
  } catch (error) {
    throw orTooLarge(error);
  }
}

function* foundIn(text: string, expression: RegExp): Iterable<RegExpExecArray> {
  try {
    yield* text.matchAll(expression);
  } catch (error) {
    throw orTooLarge(error);
  }
}

/** V8 refuses many groups at once and much code at the first text; both are told by the message alone. */
function orTooLarge(error: unknown): unknown {
  const isTooLarge =
    error instanceof SyntaxError && /too (?:large|many)/i.test(error.message.slice(-99));
  return isTooLarge ? unsupportedInPattern("So much") : error;
}

/** Joni's Unicode is older than that of JavaScript. */
function requireKnownCharacters(text: string, ofWords: boolean): void {
  const unknown = unknownCharacter(text, ofWords);
  if (unknown === undefined) return;
  throw unsupportedInPattern(`A property of the character '${unknown}'`);
}

/** Joni takes `ss` for `ß` where they are letters of the pattern. */
function requireSimpleFolding(text: string, letters: ReadonlySet<string>): void {
  for (const character of text) {
    if (character <= "\u007f" || !isFoldedSpecially(character)) continue;
    if ([...fullFold(character)].every((letter) => letters.has(letter))) {
      throw unsupportedInPattern(`The text '${character}' without its case`);
    }
  }
}

/** V8 finds some empty matches between the halves of a character outside of the BMP. */
function isInsideOfPair(text: string, index: number): boolean {
  return index > 0 && (text.codePointAt(index - 1) ?? 0) > 0xffff;
}
