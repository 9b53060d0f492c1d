/** A token of a statement that Trino or Hive parses. */
export interface SqlToken {
  readonly kind: "word" | "quoted" | "string" | "number" | "symbol";
  /** Without the quotes of a quoted name or a string. */
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
}

const SPACE_OR_COMMENT = /(?:\s+|--[^\n]*|\/\*[^]*?(?:\*\/|$))+/y;

const PATTERNS: readonly (readonly [SqlToken["kind"], RegExp])[] = [
  ["word", /[\p{L}_][\p{L}\p{N}_]*/uy],
  ["quoted", /"(?:[^"]|"")*(?:"|$)/y],
  ["quoted", /`(?:[^`]|``)*(?:`|$)/y],
  ["string", /'(?:[^']|'')*(?:'|$)/y],
  ["number", /(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["symbol", /[^]/uy],
];

/**
 * Splits a statement into tokens. It accepts every text: whether a statement is valid is for Trino to say, this only
 * has to find where names, strings and brackets are.
 */
export function scanSql(text: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let offset = skipSpace(text, 0); offset < text.length;) {
    const token = tokenAt(text, offset);
    tokens.push(token);
    offset = skipSpace(text, token.end);
  }
  return tokens;
}

function tokenAt(text: string, start: number): SqlToken {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const quote = found.charAt(0);
    const inner =
      kind === "quoted" || kind === "string"
        ? found.slice(1, found.length > 1 ? -1 : undefined).replaceAll(quote + quote, quote)
        : found;
    return { kind, text: inner, start, end: start + found.length };
  }
  // The last pattern takes any character.
  throw new Error("unreachable");
}

function skipSpace(text: string, offset: number): number {
  SPACE_OR_COMMENT.lastIndex = offset;
  return SPACE_OR_COMMENT.test(text) ? SPACE_OR_COMMENT.lastIndex : offset;
}
