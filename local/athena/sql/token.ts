import { type Position, QueryError, unsupported } from "../query-error";

/** A token of the query's text. */
export interface Token extends Position {
  readonly kind:
    "name" | "quoted" | "string" | "binary" | "integer" | "decimal" | "double" | "symbol" | "end";
  /** The token's text, without the quotes of a quoted name or a string. */
  readonly text: string;
  /** The text of an unquoted name in upper case, by which keywords are recognized; undefined for another token. */
  readonly keyword: string | undefined;
  /** Offset of its first character. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
}

/** Other white space of Unicode separates nothing in Trino. */
const SPACE_OR_COMMENT = /(?:[ \r\n\t]+|--[^\n]*|\/\*[^]*?\*\/)+/y;

/** A kind of token and its text; a token that starts with none of the characters of `first` is another one. */
type TokenPattern = readonly [kind: Token["kind"], pattern: RegExp, first: RegExp];

// Trino's lexical grammar:
// https://github.com/trinodb/trino/blob/master/core/trino-grammar/src/main/antlr4/io/trino/grammar/sql/SqlBase.g4
const TOKEN_PATTERNS: readonly TokenPattern[] = [
  ["binary", /[xX]'([^']*)'/y, /[xX]/],
  ["name", /[A-Za-z_]\w*/y, /[A-Za-z_]/],
  ["quoted", /"((?:[^"]|"")*)"/y, /"/],
  ["quoted", /`((?:[^`]|``)*)`/y, /`/],
  ["string", /'((?:[^']|'')*)'/y, /'/],
  ["double", /(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+/y, /[\d.]/],
  ["decimal", /\d+\.\d*|\.\d+/y, /[\d.]/],
  ["integer", /\d+/y, /\d/],
  // Braces, |, ^ and $ are of row patterns.
  ["symbol", /<>|!=|<=|>=|\|\||->|=>|[-+*/%=<>()[\],.;?:{}|^$]/y, /[-+*/%=<>()[\],.;?:!{}|^$]/],
];

/** Hive's lexical grammar of strings, in either quotes; names are in backquotes. */
const HIVE_PATTERNS: readonly TokenPattern[] = [
  ["string", /'((?:[^'\\]|\\[^])*)'/y, /'/],
  ["string", /"((?:[^"\\]|\\[^])*)"/y, /"/],
  ...TOKEN_PATTERNS.filter(([kind, { source }]) => kind !== "string" && !source.startsWith('"')),
];

/** Whose lexical grammar a statement follows. */
export type Dialect = "trino" | "hive";

/** The patterns to try by the first character of a token: all of them, for each token, take most of the time. */
const PATTERNS_BY_FIRST = {
  trino: byFirstCharacter(TOKEN_PATTERNS),
  hive: byFirstCharacter(HIVE_PATTERNS),
} as const;

function byFirstCharacter(
  patterns: readonly TokenPattern[],
): ReadonlyMap<string, readonly TokenPattern[]> {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  return new Map(
    ascii.map((character) => [character, patterns.filter(([, , first]) => first.test(character))]),
  );
}

/**
 * Splits a query into tokens.
 *
 * @throws QueryError SYNTAX_ERROR at a character that starts no token
 */
export function tokenize(text: string, dialect: Dialect = "trino"): Token[] {
  const tokens: Token[] = [];
  const position = positionTracker(text);
  let offset = skipSpaceAndComments(text, 0);
  while (offset < text.length) {
    // Only an unterminated comment starts so. Checked here, since the search for its end would be repeated per token.
    if (text.startsWith("/*", offset)) throw mismatch(text, offset, position(offset));
    if (text[offset + 1] === "&" && /^U&['"]/i.test(text.slice(offset, offset + 3))) {
      throw unsupported("U&'…'", position(offset));
    }
    const token = match(text, offset, position(offset), dialect);
    tokens.push(token);
    offset = skipSpaceAndComments(text, token.end);
  }
  const end = { kind: "end", text: "<EOF>", keyword: undefined } as const;
  tokens.push({ ...end, start: offset, end: offset, ...position(offset) });
  return tokens;
}

/**
 * Where the token ends that begins at an offset, whatever is in it.
 *
 * @returns undefined where none begins, or where a string or a quoted name is not closed
 */
export function endOfToken(text: string, offset: number, dialect: Dialect): number | undefined {
  for (const [, rule] of PATTERNS_BY_FIRST[dialect].get(text.charAt(offset)) ?? []) {
    rule.lastIndex = offset;
    if (rule.test(text)) return rule.lastIndex;
  }
  return undefined;
}

function match(text: string, offset: number, position: Position, dialect: Dialect): Token {
  const { line, column } = position;
  const start = offset;
  for (const [kind, rule] of PATTERNS_BY_FIRST[dialect].get(text.charAt(offset)) ?? []) {
    rule.lastIndex = offset;
    const found = rule.exec(text);
    if (found === null) continue;
    if (kind === "quoted" && found[1] === "") {
      const reason = "Zero-length delimited identifier not allowed";
      throw new QueryError("SYNTAX_ERROR", reason, position);
    }
    if (kind === "binary" && /[^\da-f\s]/i.test(found[1] ?? "")) {
      const reason = "Binary literal can only contain hexadecimal digits";
      throw new QueryError("SYNTAX_ERROR", reason, position);
    }
    if (dialect === "hive" && kind === "string") {
      const content = unescapeHive(found[1] ?? "");
      return { kind, text: content, keyword: undefined, start, end: rule.lastIndex, line, column };
    }
    if (dialect === "trino") checkNumberEnd(text, offset, rule.lastIndex, position);
    const quote = kind === "string" ? "'" : found[0].charAt(0);
    const inner = found[1]?.replaceAll(quote + quote, quote) ?? found[0];
    const keyword = kind === "name" ? inner.toUpperCase() : undefined;
    return { kind, text: inner, keyword, start, end: rule.lastIndex, line, column };
  }
  throw mismatch(text, offset, position);
}

/** A number that a letter or `_` follows: `1a` is no `1` with a name, and Trino reads `1_000` and `0x1F` as numbers. */
function checkNumberEnd(text: string, start: number, end: number, position: Position): void {
  const digit = text.charAt(start) === "." ? start + 1 : start;
  if (!/\d/.test(text.charAt(digit)) || !/\w/.test(text.charAt(end))) return;
  // No longer, so that a text of many numbers is read in linear time.
  const word = /[\w.]{1,100}/y;
  word.lastIndex = start;
  const number = word.exec(text)?.[0] ?? "";
  if (
    /^(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[\d.]*\d_\d[\d_.]*(?:[eE]\d*)?)$/.test(number)
  ) {
    throw unsupported(`The number ${number}`, position);
  }
  // The name may follow a decimal: 1.5x is 1.5 AS x.
  if (text.slice(start, end).includes(".")) return;
  const reason = `identifiers must not start with a digit; surround the identifier with double quotes: ${number}`;
  throw new QueryError("SYNTAX_ERROR", reason, position);
}

const HIVE_ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\u001a",
  "%": "\\%",
  _: "\\_",
};

/**
 * The content of a string of Hive.
 *
 * @see https://github.com/apache/hive/blob/rel/release-3.1.3/ql/src/java/org/apache/hadoop/hive/ql/parse/BaseSemanticAnalyzer.java
 */
function unescapeHive(text: string): string {
  return text.replace(
    /\\(?:u([\da-fA-F]{4})|([01][0-7]{2})|([^]))/g,
    (_, hexadecimal?: string, octal?: string, letter: string = "") => {
      if (hexadecimal !== undefined) return String.fromCharCode(parseInt(hexadecimal, 16));
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      return Object.hasOwn(HIVE_ESCAPES, letter) ? (HIVE_ESCAPES[letter] ?? letter) : letter;
    },
  );
}

function mismatch(text: string, offset: number, position: Position): QueryError {
  const rest = text.slice(offset, offset + 20);
  return new QueryError("SYNTAX_ERROR", `mismatched input '${rest}'`, position);
}

/** Where the white space and the comments end that begin at an offset. */
export function skipSpaceAndComments(text: string, offset: number): number {
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
