import { caseFold } from "./case-folding";
import { characterSource, foldedSource, readClass, readEscape } from "./character-class";
import { PatternCursor } from "./pattern-cursor";
import { invalidPattern, unsupportedInPattern } from "./pattern-error";
import { changedFlags, NO_FLAGS, type PatternFlags } from "./pattern-flags";
import type { Pattern, PatternNode, RepeatMode } from "./pattern-tree";
import { WORD_CHARACTER } from "./unicode-properties";

/** Joni's limit. */
const MAX_REPEAT = 100_000;

/** Any character: V8 repeats `[^]` no time where it may repeat it none. */
const ANY = "[\\u{0}-\\u{10ffff}]";
const TEXT_START = `(?<!${ANY})`;
const TEXT_END = `(?!${ANY})`;
const BEFORE_LAST_BREAK = `(?=\\n?${TEXT_END})`;
const WORD_EDGE = `(?:(?<=${WORD_CHARACTER})(?!${WORD_CHARACTER})|(?<!${WORD_CHARACTER})(?=${WORD_CHARACTER}))`;

/**
 * Parses a regular expression as Trino's Joni does with Java's syntax.
 *
 * @throws Error with Athena's error code for an invalid pattern, or for a construct that is not known
 */
export function parsePattern(text: string): Pattern {
  return new PatternParser(text).pattern();
}

class PatternParser {
  private readonly cursor: PatternCursor;
  private readonly groupNames = new Map<string, number>();
  private readonly foldedLetters = new Set<string>();
  private groupCount = 0;
  private usesProperties = false;
  private usesWords = false;

  constructor(text: string) {
    this.cursor = new PatternCursor(text);
  }

  pattern(): Pattern {
    const root = this.alternatives(NO_FLAGS);
    if (!this.cursor.atEnd) throw invalidPattern("unmatched close parenthesis");
    const { groupCount, groupNames, foldedLetters, usesProperties, usesWords } = this;
    return { root, groupCount, groupNames, foldedLetters, usesProperties, usesWords };
  }

  /** Up to the end of the enclosing group. */
  private alternatives(flags: PatternFlags): PatternNode {
    const branches = [this.sequence(flags)];
    while (this.cursor.accept("|")) branches.push(this.sequence(flags));
    const [only] = branches;
    return branches.length === 1 && only !== undefined ? only : { kind: "alternatives", branches };
  }

  private sequence(flags: PatternFlags): PatternNode {
    const items: PatternNode[] = [];
    while (!this.cursor.atEnd && !/^[|)]$/.test(this.cursor.peek())) {
      if (this.cursor.accept("\\Q")) {
        items.push(...this.quoted(flags));
        continue;
      }
      // Options are those of all that follows in the group, with its alternatives.
      const options = this.cursor.take(/\(\?([a-zA-Z-]*)\)/uy)?.[1];
      if (options !== undefined) {
        items.push(this.alternatives(changedFlags(flags, options)));
        break;
      }
      items.push(this.repeated(this.item(flags)));
    }
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: "sequence", items };
  }

  private quoted(flags: PatternFlags): PatternNode[] {
    const items: PatternNode[] = [];
    while (!this.cursor.atEnd && !this.cursor.accept("\\E")) {
      items.push(this.character(this.cursor.next(), flags));
    }
    const last = items.pop();
    if (last !== undefined) return [...items, this.repeated(last)];
    if (this.quantifier() !== undefined) throw unsupportedInPattern("A quantifier of nothing");
    return [];
  }

  private item(flags: PatternFlags): PatternNode {
    const { cursor } = this;
    if (this.quantifier() !== undefined) {
      throw invalidPattern("target of repeat operator is not specified");
    }
    if (cursor.peek() === "{" && /^[\d,]$/.test(cursor.peek(1)))
      throw unsupportedInPattern("'{' without a backslash");
    const character = cursor.next();
    switch (character) {
      case "(":
        return this.group(flags);
      case "[": {
        const { source, usesProperties } = readClass(cursor, flags.ignoresCase);
        this.usesProperties ||= usesProperties;
        return { kind: "character", source };
      }
      case ".":
        return { kind: "character", source: flags.dotTakesAll ? ANY : "[^\\n]" };
      case "^":
        return anchor(flags.atLines ? `(?:${TEXT_START}|(?<=\\n)(?=${ANY}))` : TEXT_START);
      case "$":
        return anchor(flags.atLines ? `(?:(?=\\n)|${TEXT_END})` : BEFORE_LAST_BREAK);
      case "\\":
        return this.escape(flags);
      default:
        return this.character(character, flags);
    }
  }

  private character(character: string, { ignoresCase }: PatternFlags): PatternNode {
    if (!ignoresCase) return { kind: "character", source: characterSource(character) };
    this.foldedLetters.add(caseFold(character));
    return { kind: "character", source: foldedSource(character) };
  }

  private escape(flags: PatternFlags): PatternNode {
    const { cursor } = this;
    if (cursor.accept("A")) return anchor(TEXT_START);
    if (cursor.accept("z")) return anchor(TEXT_END);
    if (cursor.accept("Z")) return anchor(BEFORE_LAST_BREAK);
    const edge = cursor.take(/[bB]/uy)?.[0];
    if (edge !== undefined) {
      this.usesWords = true;
      return anchor(edge === "b" ? WORD_EDGE : `(?!${WORD_EDGE})`);
    }
    const number = cursor.take(/[1-9]\d*/uy)?.[0];
    if (number !== undefined) return this.backreference(number, flags);
    if (cursor.accept("k")) return this.namedBackreference(flags);
    const escape = readEscape(cursor);
    if ("character" in escape) return this.character(escape.character, flags);
    this.usesProperties ||= escape.property;
    return { kind: "character", source: escape.source };
  }

  private backreference(number: string, flags: PatternFlags): PatternNode {
    if (number.length > 1) throw unsupportedInPattern(`The backreference '\\${number}'`);
    if (flags.ignoresCase) throw unsupportedInPattern("A backreference without case");
    const group = Number(number);
    // A group may come later: whether there are as many is known at the end.
    if (group > this.groupCount) throw unsupportedOrInvalid(group, this.countGroups());
    return { kind: "backreference", group };
  }

  private namedBackreference(flags: PatternFlags): PatternNode {
    const name = this.cursor.take(/<([A-Za-z_]\w*)>/uy)?.[1];
    if (name === undefined) throw unsupportedInPattern("'\\k' without a name");
    const group = this.groupNames.get(name);
    if (group === undefined) throw unsupportedInPattern(`'\\k<${name}>' before its group`);
    return this.backreference(String(group), flags);
  }

  private group(flags: PatternFlags): PatternNode {
    if (!this.cursor.accept("?")) return this.capture(flags, undefined);
    const { cursor } = this;
    if (cursor.accept(":")) return this.closed(flags);
    if (cursor.accept(">")) return { kind: "atomic", body: this.closed(flags) };
    for (const [text, behind, negative] of LOOKS) {
      if (cursor.accept(text)) return { kind: "look", behind, negative, body: this.closed(flags) };
    }
    if (cursor.accept("<")) return this.named(flags);
    if (cursor.peek() === "#") throw unsupportedInPattern("A comment");
    if (cursor.peek() === "'") throw unsupportedInPattern("A group named by quotes");
    const options = cursor.take(/([a-zA-Z-]*):/uy)?.[1];
    if (options !== undefined) return this.closed(changedFlags(flags, options));
    if (cursor.take(/[imsx-]*$/uy) !== undefined) throw invalidPattern("end pattern in group");
    if (cursor.atEnd) throw invalidPattern("end pattern in group");
    throw cursor.take(/[imsx-]/uy) === undefined
      ? invalidPattern("undefined group option")
      : unsupportedInPattern("'(?' with these options");
  }

  private named(flags: PatternFlags): PatternNode {
    const name = this.cursor.take(/([A-Za-z_]\w*)>/uy)?.[1];
    if (name === undefined) throw unsupportedInPattern("The name of this group");
    if (this.groupNames.has(name)) throw invalidPattern(`multiplex defined name <${name}>`);
    return this.capture(flags, name);
  }

  private capture(flags: PatternFlags, name: string | undefined): PatternNode {
    this.groupCount += 1;
    const group = this.groupCount;
    if (name !== undefined) this.groupNames.set(name, group);
    return { kind: "capture", group, body: this.closed(flags) };
  }

  /** The rest of a group, with its parenthesis. */
  private closed(flags: PatternFlags): PatternNode {
    const body = this.alternatives(flags);
    if (!this.cursor.accept(")")) throw invalidPattern("end pattern with unmatched parenthesis");
    return body;
  }

  private repeated(body: PatternNode): PatternNode {
    const quantifier = this.quantifier();
    if (quantifier === undefined) return body;
    if (this.quantifier() !== undefined) throw unsupportedInPattern("A quantifier of a quantifier");
    return { kind: "repeat", body, ...quantifier };
  }

  private quantifier():
    Omit<Extract<PatternNode, { kind: "repeat" }>, "kind" | "body"> | undefined {
    const found = this.cursor.take(/(?:([*+?])|\{(\d+)(,(\d*))?\})([?+]?)/uy);
    if (found === undefined) return undefined;
    const [, sign, least = "", comma, most = "", suffix = ""] = found;
    const mode: RepeatMode = suffix === "?" ? "lazy" : suffix === "+" ? "possessive" : "greedy";
    if (sign !== undefined) {
      return { min: sign === "+" ? 1 : 0, max: sign === "?" ? 1 : undefined, mode };
    }
    const min = Number(least);
    const max = comma === undefined ? min : most === "" ? undefined : Number(most);
    if (Math.max(min, max ?? 0) > MAX_REPEAT)
      throw invalidPattern("too big number for repeat range");
    if (max !== undefined && max < min) {
      throw invalidPattern("upper is smaller than lower in repeat range");
    }
    return { min, max, mode };
  }

  /** The groups of the whole pattern, as far as a backreference to a later one needs to know. */
  private countGroups(): number {
    const rest = this.cursor.take(/[^]*/uy)?.[0] ?? "";
    return this.groupCount + (rest.match(/\(/g)?.length ?? 0);
  }
}

const LOOKS = [
  ["=", false, false],
  ["!", false, true],
  ["<=", true, false],
  ["<!", true, true],
] as const;

function anchor(source: string): PatternNode {
  return { kind: "anchor", source };
}

function unsupportedOrInvalid(group: number, most: number): Error {
  return group > most
    ? invalidPattern("invalid backref number/name")
    : unsupportedInPattern("A backreference before its group");
}
