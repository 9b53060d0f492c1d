import { type Position, QueryError, unsupported } from "../../query-error";

/** A part of a formatted timestamp: a format of DuckDB's strftime, a year of at least so many digits, which may be that of its era, or the time zone. */
export type FormatPiece =
  | { readonly strftime: string }
  | { readonly year: "year" | "era" | "isoyear"; readonly digits: number }
  | { readonly zone: "id" | "colon" | "plain" };

/** How a pattern's directive is formatted and parsed. */
export interface Directive {
  readonly format: FormatPiece | undefined;
  /** The pattern of `parseDateTime` that it parses, a letter and a width for a field; undefined if it can only be formatted. */
  readonly parse: string | undefined;
}

/** The syntax of a kind of date patterns. */
export interface DatePatternSyntax {
  readonly name: string;
  /** Splits a pattern into directives and literal text. */
  readonly tokenize: (pattern: string) => readonly (string | { readonly directive: string })[];
  readonly directives: Readonly<Record<string, Directive | undefined>>;
}

/** The parts that a pattern formats; adjacent strftime formats are joined. @throws QueryError for an unknown directive */
export function toFormatPieces(
  language: DatePatternSyntax,
  pattern: string,
  position: Position,
): FormatPiece[] {
  const pieces: FormatPiece[] = [];
  for (const token of language.tokenize(pattern)) {
    const piece =
      typeof token === "string"
        ? { strftime: token.replaceAll("%", "%%") }
        : requireDirective(language, token.directive, position).format;
    if (piece === undefined) throw unsupportedDirective(language, token, position);
    const last = pieces[pieces.length - 1];
    if (last !== undefined && "strftime" in last && "strftime" in piece) {
      pieces[pieces.length - 1] = { strftime: last.strftime + piece.strftime };
    } else {
      pieces.push(piece);
    }
  }
  return pieces;
}

/** Converts a pattern to that of `parseDateTime`. @throws QueryError as {@link toFormatPieces} */
export function toParsePattern(
  language: DatePatternSyntax,
  pattern: string,
  position: Position,
): string {
  return language
    .tokenize(pattern)
    .map((token) => {
      if (typeof token === "string") return token.replaceAll("%", "%%");
      const { parse } = requireDirective(language, token.directive, position);
      if (parse === undefined) throw unsupportedDirective(language, token, position);
      return parse;
    })
    .join("");
}

function requireDirective(
  language: DatePatternSyntax,
  directive: string,
  position: Position,
): Directive {
  const found = Object.hasOwn(language.directives, directive)
    ? language.directives[directive]
    : undefined;
  if (found !== undefined) return found;
  if (language.name === "MySQL") {
    const reason = `${directive} not supported in date format string`;
    throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, position);
  }
  throw unsupportedDirective(language, { directive }, position);
}

function unsupportedDirective(
  language: DatePatternSyntax,
  token: string | { readonly directive: string },
  position: Position,
): QueryError {
  const what = typeof token === "string" ? token : token.directive;
  return unsupported(`'${what}' in a ${language.name} pattern`, position);
}
