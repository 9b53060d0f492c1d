/** Thrown within this file at what is not JSON. */
class NotJsonError extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
// eslint-disable-next-line no-control-regex -- JSON has no control characters in its strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const LITERAL = /(?:true|false|null)(?![\w$])/y;

// Jackson's limit of nesting.
const MAX_DEPTH = 1000;

/** A value in a document. */
export interface JsonPlace {
  /** The value's text, which is valid up to its end. */
  readonly text: string;
  /** Members or items; 0 for a scalar. */
  readonly size: number;
}

/**
 * Finds a value by its path, as Trino's `json_extract` does: the document is read from the start to the value's end, so
 * what follows need not be valid, and of equal keys the first one counts.
 *
 * @param path keys, which are also indexes of arrays
 * @returns undefined if there is none, or if the text before its end is not JSON
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/operator/scalar/JsonExtract.java
 */
export function findJson(text: string, path: readonly (string | number)[]): JsonPlace | undefined {
  try {
    return new JsonReader(text).find(path);
  } catch (error) {
    if (error instanceof NotJsonError) return undefined;
    throw error;
  }
}

class JsonReader {
  private position = 0;

  constructor(private readonly text: string) {}

  find(path: readonly (string | number)[]): JsonPlace | undefined {
    for (const step of path) if (!this.enter(String(step))) return undefined;
    this.skipSpace();
    const start = this.position;
    const size = this.skipValue(0);
    // Jackson requires white space after a number or a word that is the whole document.
    const scalarDocument = path.length === 0 && !/["{[]/.test(this.text.charAt(start));
    if (scalarDocument && /[^ \t\r\n]/.test(this.text.charAt(this.position))) {
      throw new NotJsonError();
    }
    return { text: this.text.slice(start, this.position), size };
  }

  /** Moves to the start of a member or an item; false if there is none. */
  private enter(step: string): boolean {
    this.skipSpace();
    const opening = this.text.charAt(this.position);
    if (opening !== "{" && opening !== "[") return false;
    this.position += 1;
    const isArray = opening === "[";
    const closing = isArray ? "]" : "}";
    for (let index = 0; !(index === 0 && this.accept(closing)); index += 1) {
      if (index > 0 && !this.accept(",")) {
        if (this.accept(closing)) return false;
        throw new NotJsonError();
      }
      const key = isArray ? String(index) : this.key();
      if (key === step) return true;
      this.skipValue(0);
    }
    return false;
  }

  private key(): string {
    this.skipSpace();
    const written: unknown = JSON.parse(this.match(STRING));
    if (!this.accept(":")) throw new NotJsonError();
    return String(written);
  }

  /** @returns the number of members or items */
  private skipValue(depth: number): number {
    if (depth > MAX_DEPTH) throw new NotJsonError();
    this.skipSpace();
    const first = this.text.charAt(this.position);
    if (first === "{" || first === "[") return this.skipNested(first === "[", depth);
    if (first === '"') this.match(STRING);
    else if (/[tfn]/.test(first)) this.match(LITERAL);
    else this.skipNumber();
    return 0;
  }

  private skipNested(isArray: boolean, depth: number): number {
    this.position += 1;
    const closing = isArray ? "]" : "}";
    if (this.accept(closing)) return 0;
    let size = 0;
    do {
      if (!isArray) this.key();
      this.skipValue(depth + 1);
      size += 1;
    } while (this.accept(","));
    if (!this.accept(closing)) throw new NotJsonError();
    return size;
  }

  private skipNumber(): void {
    const text = this.match(NUMBER);
    // `01` and `1.` are no numbers.
    const next = this.text.charAt(this.position);
    if (next === "." || (/^-?0$/.test(text) && /\d/.test(next)) || /[eE]/.test(next)) {
      throw new NotJsonError();
    }
  }

  private accept(symbol: string): boolean {
    this.skipSpace();
    if (this.text.charAt(this.position) !== symbol) return false;
    this.position += 1;
    return true;
  }

  private skipSpace(): void {
    SPACE.lastIndex = this.position;
    this.position += SPACE.exec(this.text)?.[0].length ?? 0;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new NotJsonError();
    this.position += found.length;
    return found;
  }
}
