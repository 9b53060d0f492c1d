import { QueryError } from "../query-error";
import { type Token, tokenize } from "./token";

/** Reads a query word by word. */
export class TokenCursor {
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(readonly text: string) {
    this.tokens = tokenize(text);
  }

  /** The word at hand, or one further on. */
  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    // There is always the token that marks the end.
    return token as Token;
  }

  next(): Token {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  /** Whether these keywords come next. */
  at(...keywords: readonly string[]): boolean {
    return keywords.every((keyword, ahead) => isKeyword(this.peek(ahead), keyword));
  }

  /** Takes these keywords if they come next. */
  accept(...keywords: readonly string[]): boolean {
    if (!this.at(...keywords)) return false;
    this.index += keywords.length;
    return true;
  }

  /** Takes these keywords, which must come next. */
  expect(...keywords: readonly string[]): void {
    for (const keyword of keywords) {
      if (!this.accept(keyword)) throw this.mismatch(`'${keyword}'`);
    }
  }

  atSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "symbol" && token.text === symbol;
  }

  acceptSymbol(symbol: string): boolean {
    if (!this.atSymbol(symbol)) return false;
    this.index += 1;
    return true;
  }

  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) throw this.mismatch(`'${symbol}'`);
  }

  /** Reads items that commas separate. */
  list<Item>(read: () => Item): Item[] {
    const items = [read()];
    while (this.acceptSymbol(",")) items.push(read());
    return items;
  }

  /** Tries to read something; where that fails, nothing was taken. */
  attempt<Item>(read: () => Item): Item | undefined {
    const start = this.index;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      this.index = start;
      return undefined;
    }
  }

  /** Trino's fault for a word that can't stand here. */
  mismatch(expected?: string): QueryError {
    const token = this.peek();
    const found = token.kind === "end" ? token.text : this.text.slice(token.start, token.end);
    const expecting = expected === undefined ? "" : `. Expecting: ${expected}`;
    return new QueryError("SYNTAX_ERROR", `mismatched input '${found}'${expecting}`, token);
  }
}

function isKeyword(token: Token, keyword: string): boolean {
  return token.kind === "name" && token.text.toUpperCase() === keyword;
}
