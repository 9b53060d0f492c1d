import { caseForms, caseFormsOfRange, isFoldedSpecially } from "./case-folding";
import type { PatternCursor } from "./pattern-cursor";
import { invalidPattern, unsupportedInPattern } from "./pattern-error";
import { posixSource, propertySource } from "./unicode-properties";

/** What `\d`, `\s` and `\w` stand for; Joni's are of ASCII. */
const CLASSES: Readonly<Record<string, string>> = {
  d: "0-9",
  s: " \\t\\n\\v\\f\\r",
  w: "0-9A-Za-z_",
};

/** Escapes of one character. */
const CONTROLS: Readonly<Record<string, number>> = {
  t: 0x09,
  n: 0x0a,
  v: 0x0b,
  f: 0x0c,
  r: 0x0d,
  a: 0x07,
  e: 0x1b,
};

/** What an escape stands for: a character, or the source of a class. */
export type Escape =
  | { readonly character: string }
  | { readonly source: string; readonly property: boolean; readonly letter: string };

/** JavaScript's source for a character, inside of a class or outside. */
export function characterSource(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** JavaScript's source for a character in all its cases. */
export function foldedSource(character: string): string {
  if (isFoldedSpecially(character)) {
    throw unsupportedInPattern(`'${character}' without its case`);
  }
  const forms = caseForms(character);
  return forms.length > 1 ? `[${forms.map(characterSource).join("")}]` : characterSource(character);
}

/** Reads what follows a backslash, inside of a class or outside. */
export function readEscape(cursor: PatternCursor): Escape {
  const letter = cursor.next();
  if (letter === "") throw invalidPattern("end pattern at escape");
  const lower = letter.toLowerCase();
  const ranges = CLASSES[lower];
  if (ranges !== undefined) {
    const source = letter === lower ? `[${ranges}]` : `[^${ranges}]`;
    return { source, property: false, letter };
  }
  if (lower === "p") return readProperty(cursor, letter);
  const control = CONTROLS[letter];
  if (control !== undefined) return { character: String.fromCodePoint(control) };
  if (letter === "x" || letter === "u") {
    const digits = cursor.take(letter === "x" ? /[0-9A-Fa-f]{2}/uy : /[0-9A-Fa-f]{4}/uy)?.[0];
    const code = parseInt(digits ?? "", 16);
    if (
      digits === undefined ||
      (code >= 0xd800 && code <= 0xdfff) ||
      (letter === "x" && code > 127)
    ) {
      throw unsupportedInPattern(`The escape '\\${letter}'`);
    }
    return { character: String.fromCodePoint(code) };
  }
  if (/[0-9A-Za-z<>`']/.test(letter)) throw unsupportedInPattern(`The escape '\\${letter}'`);
  return { character: letter };
}

function readProperty(cursor: PatternCursor, letter: string): Escape {
  const name = cursor.take(/\{([^}]*)\}/uy)?.[1] ?? cursor.take(/[A-Z]/uy)?.[0];
  if (name === undefined) throw unsupportedInPattern(`'\\${letter}' without a property`);
  const source = propertySource(name);
  return { source: letter === "p" ? source : `[^${source}]`, property: true, letter };
}

/** A class that was read. */
export interface CharacterClass {
  readonly source: string;
  readonly usesProperties: boolean;
}

/** Reads a class after its `[`. @throws Error for one that Trino refuses or that is not known */
export function readClass(cursor: PatternCursor, ignoresCase: boolean): CharacterClass {
  const negative = cursor.accept("^");
  const operands: string[] = [];
  let items: string[] = [];
  let usesProperties = false;
  const addSource = (source: string, letter: string) => {
    if (ignoresCase) items.push(...formsOfSource(source, letter));
    items.push(source);
  };
  let first = true;
  for (; ; first = false) {
    if (cursor.atEnd) throw invalidPattern("premature end of char-class");
    if (cursor.peek() === "]") {
      if (!first) break;
      if (!cursor.hasLaterAfterNext("]")) throw invalidPattern("empty char-class");
    }
    if (cursor.accept("&&")) {
      if (ignoresCase) throw unsupportedInPattern("'&&' without case");
      if (items.length === 0 || cursor.peek() === "&" || cursor.peek() === "]") {
        throw unsupportedInPattern("'&&' of nothing");
      }
      operands.push(unionOf(items));
      items = [];
      continue;
    }
    if (cursor.accept("[:")) {
      const inverted = cursor.accept("^");
      const name = cursor.take(/([a-z]+):\]/uy)?.[1];
      const source = name === undefined ? undefined : posixSource(name);
      if (name === undefined) throw unsupportedInPattern("'[:' in a class");
      if (source === undefined) throw unsupportedInPattern(`The class '[:${name}:]'`);
      addSource(inverted ? `[^${source}]` : source, "p");
      usesProperties = true;
      continue;
    }
    if (cursor.peek() === "[") {
      cursor.next();
      if (ignoresCase) throw unsupportedInPattern("A class in a class without case");
      if (/^[\]^]$/.test(cursor.peek()) && cursor.peek(1) === "]") {
        throw unsupportedInPattern("'[' in a class");
      }
      const inner = readClass(cursor, false);
      items.push(inner.source);
      usesProperties ||= inner.usesProperties;
      continue;
    }
    const start = readMember(cursor);
    if (!("character" in start)) {
      addSource(start.source, start.letter);
      usesProperties ||= start.property;
      if (cursor.peek() === "-" && cursor.peek(1) !== "]") {
        cursor.next();
        items.push(characterSource("-"));
      }
      continue;
    }
    if (cursor.peek() !== "-" || cursor.peek(1) === "]") {
      items.push(ignoresCase ? foldedSource(start.character) : characterSource(start.character));
      continue;
    }
    cursor.next();
    if (cursor.atEnd) throw invalidPattern("premature end of char-class");
    if (cursor.peek() === "[" || cursor.peek() === "&") {
      throw unsupportedInPattern("'-' before '[' or '&' in a class");
    }
    const end = readMember(cursor);
    if (!("character" in end)) throw invalidPattern("char-class value at end of range");
    items.push(...rangeSources(start.character, end.character, ignoresCase));
    // A dash after a range is not a member.
    if (cursor.peek() === "-" && cursor.peek(1) !== "]") cursor.next();
  }
  cursor.next();
  operands.push(unionOf(items));
  const body = operands.join("&&");
  return { source: negative ? `[^${body}]` : `[${body}]`, usesProperties };
}

function readMember(cursor: PatternCursor): Escape {
  const character = cursor.next();
  return character === "\\" ? readEscape(cursor) : { character };
}

function rangeSources(first: string, last: string, ignoresCase: boolean): string[] {
  const [from, to] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0];
  if (from > to) throw invalidPattern("empty range in char class");
  const range = `${characterSource(first)}-${characterSource(last)}`;
  if (!ignoresCase) return [range];
  const forms = caseFormsOfRange(from, to);
  if (forms === undefined) throw unsupportedInPattern(`The range '${first}-${last}' without case`);
  return [range, ...forms.map(characterSource)];
}

/** The characters that a class of an escape has more where case is ignored. */
function formsOfSource(source: string, letter: string): string[] {
  if (letter === "d" || letter === "s") return [];
  // The long s and the sign of Kelvin.
  if (letter === "w") return ["\\u{17f}", "\\u{212a}"];
  throw unsupportedInPattern(`${source} in a class without case`);
}

function unionOf(items: readonly string[]): string {
  return `[${items.join("")}]`;
}
