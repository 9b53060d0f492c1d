import { QueryError, unsupportedReason } from "../query-error";
import { type Dialect, type Token, tokenize } from "./token";

/** Maximum nesting of expressions, queries and types, beyond which recursive functions may overflow the stack. */
const MAX_NESTING = 250;

/** Maximum number of tokens parsed again after backtracking: a constant, plus a multiple of all tokens. */
const BACKTRACKING_LIMIT = { constant: 20_000, perToken: 3 } as const;

/** The error of a statement that is nested too deeply to be parsed here; that of Trino comes later. */
export class StatementTooLargeError extends QueryError {
  constructor() {
    const what = `A statement with more than ${MAX_NESTING} levels of nesting`;
    super("NOT_SUPPORTED", unsupportedReason(what), { line: 1, column: 1 });
  }
}

/** Reads a query token by token, with bounded backtracking so that parsing takes linear time. */
export class TokenCursor {
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;
  private backtracked = 0;

  constructor(
    readonly text: string,
    dialect: Dialect = "trino",
  ) {
    this.tokens = tokenize(text, dialect);
  }

  /** The next token, or one further ahead. */
  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    // The last token is always the end marker.
    return token as Token;
  }

  /** The first token of the whole text that passes a test. */
  find(test: (token: Token) => boolean): Token | undefined {
    return this.tokens.find(test);
  }

  next(): Token {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  /** Whether the next tokens are these keywords. */
  at(...keywords: readonly string[]): boolean {
    for (let ahead = 0; ahead < keywords.length; ahead += 1) {
      if (this.peek(ahead).keyword !== keywords[ahead]) return false;
    }
    return true;
  }

  /** Consumes these keywords if they are next. */
  accept(...keywords: readonly string[]): boolean {
    if (!this.at(...keywords)) return false;
    this.index += keywords.length;
    return true;
  }

  /** Consumes these keywords. @throws QueryError SYNTAX_ERROR if they are not next */
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

  /** Parses a comma-separated list. */
  list<Item>(read: () => Item): Item[] {
    const items = [read()];
    while (this.acceptSymbol(",")) items.push(read());
    return items;
  }

  /** The index of the next token. */
  get tokenIndex(): number {
    return this.index;
  }

  /**
   * Parses something that may be nested.
   *
   * @throws StatementTooLargeError beyond the maximum nesting
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

  /** Tries to parse something; backtracks and returns undefined if that fails. */
  attempt<Item>(read: () => Item): Item | undefined {
    const start = this.index;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof QueryError) || error instanceof StatementTooLargeError) throw error;
      this.backtracked += this.index - start;
      if (
        this.backtracked >
        BACKTRACKING_LIMIT.constant + BACKTRACKING_LIMIT.perToken * this.tokens.length
      ) {
        throw new StatementTooLargeError();
      }
      this.index = start;
      return undefined;
    }
  }

  /** Trino's syntax error for the next token. */
  mismatch(expected?: string): QueryError {
    const token = this.peek();
    const found = token.kind === "end" ? token.text : this.text.slice(token.start, token.end);
    const expecting = expected === undefined ? "" : `. Expecting: ${expected}`;
    return new QueryError("SYNTAX_ERROR", `mismatched input '${found}'${expecting}`, token);
  }
}
