import { QueryError } from "../query-error";
import { type Token, tokenize } from "./token";

/** How deep expressions, queries and types may be nested; more than that overflows the stack of whoever walks them. */
const MAX_NESTING = 250;

/** Words that may be read again because they were first taken for something else: so many, and as many as there are. */
const BACKTRACKING_LIMIT = { few: 20_000, times: 3 } as const;

/** A text that is nested too deeply to be read, in Trino's words. */
export class StatementTooLargeError extends QueryError {
  constructor() {
    const reason = "statement is too large (stack overflow while parsing)";
    super("SYNTAX_ERROR", reason, { line: 1, column: 1 });
  }
}

/** Reads a query word by word, in time that grows with its length and no faster. */
export class TokenCursor {
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;
  private backtracked = 0;

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

  /** Where the word at hand stands among all. */
  get tokenIndex(): number {
    return this.index;
  }

  /**
   * Reads something that may hold its like.
   *
   * @throws QueryError where too many of them are in each other
   */
  nested<Content>(read: () => Content): Content {
    if (this.depth >= MAX_NESTING) throw new StatementTooLargeError();
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }

  /** Tries to read something; where that fails, nothing was taken. */
  attempt<Item>(read: () => Item): Item | undefined {
    const start = this.index;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof QueryError) || error instanceof StatementTooLargeError) throw error;
      this.backtracked += this.index - start;
      if (
        this.backtracked >
        BACKTRACKING_LIMIT.few + BACKTRACKING_LIMIT.times * this.tokens.length
      ) {
        throw new StatementTooLargeError();
      }
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
