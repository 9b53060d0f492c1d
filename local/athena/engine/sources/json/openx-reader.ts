/** A text without quotes: a number, a word such as `true`, or any other text. */
export class BareText {
  constructor(readonly text: string) {}
}

/** A member of an object, with its key as it is written. */
export interface OpenXMember {
  readonly key: string;
  readonly value: OpenXValue;
}

/** An object's members by key: by key in lower case where case does not matter. */
export type OpenXObject = ReadonlyMap<string, OpenXMember>;

/** A value as the OpenX SerDe reads it. */
export type OpenXValue = null | string | BareText | readonly OpenXValue[] | OpenXObject;

/** Whether a value is no object and no list. */
export function isText(value: OpenXValue): value is string | BareText {
  return typeof value === "string" || value instanceof BareText;
}

/** The text of such a value. */
export function textOf(value: string | BareText): string {
  return typeof value === "string" ? value : value.text;
}

/** Whether a value is an object. */
export function isObject(value: OpenXValue): value is OpenXObject {
  return value instanceof Map;
}

/** Whether a value is a list. */
export function isList(value: OpenXValue): value is readonly OpenXValue[] {
  return Array.isArray(value);
}

/** Why a text is not JSON, even in the loose form of the SerDe. */
export class OpenXSyntaxError extends Error {}

/** Deeper values would end the parser's stack. */
const MAX_DEPTH = 1000;

const BARE = /[^ \r\n\t\f{}[\]/\\:,=;#]*/y;

const ESCAPES: Readonly<Record<string, string>> = {
  t: "\t",
  b: "\b",
  n: "\n",
  r: "\r",
  f: "\f",
  a: "\u0007",
  // As in Trino, octal 11, which is a tab.
  v: "\t",
};

/**
 * Reads the first document of a line as loosely as the OpenX SerDe does: comments, texts without quotes or in single
 * ones, `;` between members, `=` or `=>` after keys, and lists with nothing between commas.
 *
 * @param caseInsensitive whether keys that differ in case are the same key
 * @throws OpenXSyntaxError also for two equal keys, of which Athena reads none
 * @see https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/JsonReader.java
 */
export function readOpenX(line: string, caseInsensitive: boolean): OpenXValue {
  return new OpenXReader(line, caseInsensitive).value(0);
}

class OpenXReader {
  private position = 0;

  constructor(
    private readonly line: string,
    private readonly caseInsensitive: boolean,
  ) {}

  value(depth: number): OpenXValue {
    if (depth > MAX_DEPTH) throw this.error(`Nesting deeper than ${MAX_DEPTH} levels`);
    const start = this.next();
    switch (start) {
      case "":
        throw this.error("End of input");
      case "{":
        return this.object(depth);
      case "[":
        return this.list(depth);
      case '"':
      case "'":
        return this.quoted(start);
      default:
        this.position -= 1;
        return this.bare();
    }
  }

  private object(depth: number): OpenXObject {
    const members = new Map<string, OpenXMember>();
    if (this.next() === "}") return members;
    this.position -= 1;
    for (;;) {
      const name = this.value(depth + 1);
      const key = name instanceof BareText ? name.text : name;
      if (typeof key !== "string") throw this.error("A key must be a string");
      const separator = this.next();
      if (separator !== ":" && separator !== "=") throw this.error(`Expected ':' after key ${key}`);
      if (separator === "=" && this.line[this.position] === ">") this.position += 1;
      const known = this.caseInsensitive ? key.toLowerCase() : key;
      if (members.has(known)) throw this.error(`Duplicate key "${key}"`);
      members.set(known, { key, value: this.value(depth + 1) });
      const end = this.next();
      if (end === "}") return members;
      if (end !== "," && end !== ";") throw this.error("Unterminated object");
    }
  }

  private list(depth: number): OpenXValue[] {
    const items: OpenXValue[] = [];
    let endsWithSeparator = false;
    for (;;) {
      const start = this.next();
      if (start === "") throw this.error("Unterminated array");
      if (start === "]") return endsWithSeparator ? [...items, null] : items;
      endsWithSeparator = true;
      if (start === "," || start === ";") {
        items.push(null);
        continue;
      }
      this.position -= 1;
      items.push(this.value(depth + 1));
      const end = this.next();
      if (end === "]") return items;
      if (end !== "," && end !== ";") throw this.error("Unterminated array");
    }
  }

  private quoted(quote: string): string {
    let text = "";
    for (let start = this.position; ;) {
      const character = this.line[this.position];
      if (character === undefined) throw this.error("Unterminated string");
      this.position += 1;
      if (character !== quote && character !== "\\") continue;
      text += this.line.slice(start, this.position - 1);
      if (character === quote) return text;
      text += this.escaped();
      start = this.position;
    }
  }

  private escaped(): string {
    const letter = this.line[this.position];
    if (letter === undefined) throw this.error("Unterminated escape sequence");
    this.position += 1;
    if (letter !== "u") return ESCAPES[letter] ?? letter;
    const hex = this.line.slice(this.position, this.position + 4);
    // Java's Integer.parseInt also takes a sign.
    if (!/^(?:[\da-f]{4}|[+-][\da-f]{3})$/i.test(hex)) {
      throw this.error(`Invalid escape sequence: ${hex}`);
    }
    this.position += 4;
    return String.fromCharCode(parseInt(hex, 16));
  }

  private bare(): BareText | null {
    BARE.lastIndex = this.position;
    const text = BARE.exec(this.line)?.[0] ?? "";
    if (text === "") throw this.error("Expected literal value");
    this.position += text.length;
    return text.toLowerCase() === "null" ? null : new BareText(text);
  }

  /** Skips white space and comments. @returns the character after them, or nothing at the end */
  private next(): string {
    for (;;) {
      const character = this.line.charAt(this.position);
      this.position += 1;
      const following = this.line[this.position];
      if (character === "") return character;
      if (character === "#" || (character === "/" && following === "/")) {
        const end = /[\r\n]/.exec(this.line.slice(this.position));
        this.position = end === null ? this.line.length : this.position + end.index + 1;
      } else if (character === "/" && following === "*") {
        const end = this.line.indexOf("*/", this.position + 1);
        if (end < 0) throw this.error("Unterminated c-style comment");
        this.position = end + 2;
      } else if (!/[\t \n\r]/.test(character)) return character;
    }
  }

  private error(reason: string): OpenXSyntaxError {
    return new OpenXSyntaxError(`${reason} at character ${this.position}`);
  }
}
