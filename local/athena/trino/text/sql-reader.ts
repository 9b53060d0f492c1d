import { type Position, QueryError } from "../../query-error";
import { scanSql, type SqlToken } from "./sql-scanner";

/** Reads a statement token by token, and takes pieces of its text. */
export class SqlReader {
  private readonly tokens: readonly SqlToken[];
  /** Offset of the semicolon that ends the statement, or of the text's end. */
  readonly end: number;
  private index = 0;

  constructor(readonly text: string) {
    const tokens = scanSql(text);
    let end = text.length;
    // A statement may end with a semicolon, which Trino's protocol does not take.
    while (isSymbol(tokens.at(-1), ";")) end = tokens.pop()?.start ?? end;
    this.tokens = tokens;
    this.end = end;
  }

  /** The next token, or one further ahead; undefined at the end. */
  peek(ahead = 0): SqlToken | undefined {
    return this.tokens[this.index + ahead];
  }

  next(): SqlToken {
    const token = this.peek();
    if (token === undefined) throw this.mismatch("more of the statement");
    this.index += 1;
    return token;
  }

  /** Whether the next tokens are these keywords. */
  at(...keywords: readonly string[]): boolean {
    return keywords.every((keyword, ahead) => {
      const token = this.peek(ahead);
      return token?.kind === "word" && token.text.toUpperCase() === keyword;
    });
  }

  /** Consumes these keywords if they are next. */
  accept(...keywords: readonly string[]): boolean {
    if (!this.at(...keywords)) return false;
    this.index += keywords.length;
    return true;
  }

  /** Consumes these keywords. @throws QueryError SYNTAX_ERROR if they are not next */
  expect(...keywords: readonly string[]): void {
    if (!this.accept(...keywords)) throw this.mismatch(keywords.join(" "));
  }

  atSymbol(symbol: string): boolean {
    return isSymbol(this.peek(), symbol);
  }

  acceptSymbol(symbol: string): boolean {
    if (!this.atSymbol(symbol)) return false;
    this.index += 1;
    return true;
  }

  /** @throws QueryError SYNTAX_ERROR if it is not next */
  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) throw this.mismatch(`'${symbol}'`);
  }

  /** Offset of the next token; the end of the last one at the end. */
  get offset(): number {
    return this.peek()?.start ?? this.endOffset;
  }

  /** Offset after the last token. */
  get endOffset(): number {
    return this.tokens.at(-1)?.end ?? 0;
  }

  /** Whether the statement has a name, in whatever place and quotes. */
  has(name: string): boolean {
    return this.tokens.some(
      ({ kind, text }) => (kind === "word" || kind === "quoted") && text.toLowerCase() === name,
    );
  }

  /** How often the statement has a symbol. */
  countSymbols(symbol: string): number {
    return this.tokens.filter((token) => isSymbol(token, symbol)).length;
  }

  /** A name of up to three parts, in either language's quotes; lower case where it is not quoted. */
  name(): string[] {
    const parts: string[] = [];
    do {
      const token = this.next();
      if (token.kind !== "word" && token.kind !== "quoted") throw this.mismatch("a name");
      parts.push(token.kind === "word" ? token.text.toLowerCase() : token.text);
    } while (this.acceptSymbol("."));
    return parts;
  }

  /** The text in the brackets that are next, without them. @throws QueryError SYNTAX_ERROR if they are not closed */
  bracketed(): { readonly start: number; readonly end: number } {
    this.expectSymbol("(");
    const start = this.offset;
    this.skipTo(")");
    const end = this.offset;
    this.expectSymbol(")");
    return { start, end };
  }

  /** The texts that commas separate up to a closing bracket, or to the end; consumes neither. */
  items(): string[] {
    const items: string[] = [];
    for (;;) {
      const start = this.offset;
      this.skipTo(",", ")");
      items.push(this.text.slice(start, this.previousEnd(start)));
      if (!this.acceptSymbol(",")) return items;
    }
  }

  /** Skips to one of the symbols outside of brackets, or to the end. */
  skipTo(...symbols: readonly string[]): void {
    let depth = 0;
    for (let token = this.peek(); token !== undefined; token = this.peek()) {
      if (depth === 0 && token.kind === "symbol" && symbols.includes(token.text)) return;
      if (isSymbol(token, "(") || isSymbol(token, "[")) depth += 1;
      if (isSymbol(token, ")") || isSymbol(token, "]")) depth -= 1;
      this.index += 1;
    }
  }

  /** @throws QueryError SYNTAX_ERROR unless everything was read */
  expectEnd(): void {
    if (this.peek() !== undefined) throw this.mismatch("the end of the statement");
  }

  /** Position of the next token. */
  get position(): Position {
    const before = this.text.slice(0, this.offset).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  /** The syntax error for the next token. */
  mismatch(expected: string): QueryError {
    const token = this.peek();
    const found = token === undefined ? "<EOF>" : this.text.slice(token.start, token.end);
    const reason = `mismatched input '${found}'. Expecting: ${expected}`;
    return new QueryError("SYNTAX_ERROR", reason, this.position);
  }

  private previousEnd(start: number): number {
    return Math.max(this.tokens[this.index - 1]?.end ?? start, start);
  }
}

function isSymbol(token: SqlToken | undefined, symbol: string): boolean {
  return token?.kind === "symbol" && token.text === symbol;
}
