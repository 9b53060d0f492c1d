/** Reads a pattern, code point by code point. */
export class PatternCursor {
  private index = 0;

  constructor(private readonly pattern: string) {}

  get atEnd(): boolean {
    return this.index >= this.pattern.length;
  }

  /** The next character, or one of those after it; empty at the end. */
  peek(ahead = 0): string {
    let index = this.index;
    for (let skipped = 0; skipped < ahead; skipped += 1) index += this.at(index).length;
    return this.at(index);
  }

  /** Takes the next character; empty at the end. */
  next(): string {
    const character = this.peek();
    this.index += character.length;
    return character;
  }

  /** Takes a text if it comes next. */
  accept(text: string): boolean {
    if (!this.pattern.startsWith(text, this.index)) return false;
    this.index += text.length;
    return true;
  }

  /**
   * Takes what matches at this place.
   *
   * @param expression a sticky one, so that the rest of the pattern is not read
   */
  take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.index;
    const found = expression.exec(this.pattern);
    if (found === null) return undefined;
    this.index += found[0].length;
    return found;
  }

  /** Whether a character comes again after the next one. */
  hasLaterAfterNext(character: string): boolean {
    return this.pattern.includes(character, this.index + this.peek().length);
  }

  private at(index: number): string {
    const code = this.pattern.codePointAt(index);
    return code === undefined ? "" : String.fromCodePoint(code);
  }
}
