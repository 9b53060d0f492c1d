/** Reads a pattern, character by character. */
export class PatternCursor {
  private readonly characters: readonly string[];
  private index = 0;

  constructor(pattern: string) {
    this.characters = Array.from(pattern);
  }

  get atEnd(): boolean {
    return this.index >= this.characters.length;
  }

  /** The next character; empty at the end. */
  peek(ahead = 0): string {
    return this.characters[this.index + ahead] ?? "";
  }

  /** Takes the next character; empty at the end. */
  next(): string {
    const character = this.peek();
    if (character !== "") this.index += 1;
    return character;
  }

  /** Takes a text if it comes next. */
  accept(text: string): boolean {
    const wanted = Array.from(text);
    if (!wanted.every((character, ahead) => this.peek(ahead) === character)) return false;
    this.index += wanted.length;
    return true;
  }

  /** Takes what matches at this place. */
  take(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.characters.slice(this.index).join(""));
    if (found === null || found.index !== 0) return undefined;
    this.index += Array.from(found[0]).length;
    return found;
  }

  /** Whether a character comes again after the next one. */
  hasLaterAfterNext(character: string): boolean {
    return this.characters.includes(character, this.index + 1);
  }
}
