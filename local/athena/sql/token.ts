import { type Position, QueryError, unsupported } from "../query-error";

/** A token of the query's text. */
export interface Token extends Position {
  readonly kind:
    "name" | "quoted" | "string" | "binary" | "integer" | "decimal" | "double" | "symbol" | "end";
  /** The token's text, without the quotes of a quoted name or a string. */
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
}

const SPACE_OR_COMMENT = /(?:\s+|--[^\n]*|\/\*[^]*?\*\/)+/y;

// Trino's lexical grammar:
// https://github.com/trinodb/trino/blob/master/core/trino-grammar/src/main/antlr4/io/trino/grammar/sql/SqlBase.g4
const TOKEN_PATTERNS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["binary", /[xX]'([0-9A-Fa-f\s]*)'/y],
  ["name", /[A-Za-z_]\w*/y],
  ["quoted", /"((?:[^"]|"")*)"/y],
  ["quoted", /`((?:[^`]|``)*)`/y],
  ["string", /'((?:[^']|'')*)'/y],
  ["double", /(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+/y],
  ["decimal", /\d+\.\d*|\.\d+/y],
  ["integer", /\d+/y],
  ["symbol", /<>|!=|<=|>=|\|\||->|=>|[-+*/%=<>()[\],.;?:]/y],
];

/**
 * Splits a query into tokens.
 *
 * @throws QueryError SYNTAX_ERROR at a character that starts no token
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const position = positionTracker(text);
  let offset = skipSpaceAndComments(text, 0);
  while (offset < text.length) {
    // Only an unterminated comment starts so. Checked here, since the search for its end would be repeated per token.
    if (text.startsWith("/*", offset)) throw mismatch(text, offset, position(offset));
    if (/^U&['"]/i.test(text.slice(offset, offset + 3))) {
      throw unsupported("U&'…'", position(offset));
    }
    const token = match(text, offset, position(offset));
    tokens.push(token);
    offset = skipSpaceAndComments(text, token.end);
  }
  tokens.push({ kind: "end", text: "<EOF>", start: offset, end: offset, ...position(offset) });
  return tokens;
}

function match(text: string, offset: number, position: Position): Token {
  for (const [kind, rule] of TOKEN_PATTERNS) {
    rule.lastIndex = offset;
    const found = rule.exec(text);
    if (found === null) continue;
    if (kind === "quoted" && found[1] === "") {
      const reason = "Zero-length delimited identifier not allowed";
      throw new QueryError("SYNTAX_ERROR", reason, position);
    }
    const quote = kind === "string" ? "'" : found[0].charAt(0);
    const inner = found[1]?.replaceAll(quote + quote, quote) ?? found[0];
    return { kind, text: inner, start: offset, end: rule.lastIndex, ...position };
  }
  throw mismatch(text, offset, position);
}

function mismatch(text: string, offset: number, position: Position): QueryError {
  const rest = text.slice(offset, offset + 20);
  return new QueryError("SYNTAX_ERROR", `mismatched input '${rest}'`, position);
}

function skipSpaceAndComments(text: string, offset: number): number {
  SPACE_OR_COMMENT.lastIndex = offset;
  return SPACE_OR_COMMENT.test(text) ? SPACE_OR_COMMENT.lastIndex : offset;
}

function positionTracker(text: string): (offset: number) => Position {
  let line = 1;
  let lineStart = 0;
  let seen = 0;
  return (offset) => {
    for (; seen < offset; seen += 1) {
      if (text[seen] === "\n") {
        line += 1;
        lineStart = seen + 1;
      }
    }
    return { line, column: offset - lineStart + 1 };
  };
}
