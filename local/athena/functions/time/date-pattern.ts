import { type Position, QueryError, unsupported } from "../../query-error";

/** A part of a formatted timestamp: a format of DuckDB's strftime, a year of at least so many digits, which may be that of its era, or the time zone. */
export type FormatPiece =
  | { readonly strftime: string }
  | { readonly year: "year" | "era" | "isoyear"; readonly digits: number }
  | { readonly zone: "id" | "colon" | "plain" };

/** The letters of the fields that `parseDateTime` parses, and what they mean. */
interface ParsedFields {
  readonly Y: "year";
  readonly C: "year, as MySQL reads it";
  readonly E: "year of era";
  readonly y: "year of two digits";
  readonly m: "number of the month";
  readonly b: "name of the month";
  readonly d: "day of the month";
  readonly j: "day of the year";
  readonly p: "half of the day";
  readonly H: "hour from 0 to 23";
  readonly I: "hour from 1 to 12";
  readonly M: "minute";
  readonly S: "second";
  readonly f: "fraction of a second";
  readonly z: "offset of the time zone";
}

/** A piece of a pattern of `parseDateTime`: a field with the number of its digits, a percent sign, or text between fields. */
export type ParsePiece = `%${keyof ParsedFields}${1 | 2 | 3 | 4 | 6 | 9}` | "%%" | ":" | " ";

/** How a pattern's directive is formatted and parsed. */
export interface Directive {
  readonly format: FormatPiece | undefined;
  /** The pattern of `parseDateTime` that it parses; undefined if it can only be formatted. */
  readonly parse: readonly ParsePiece[] | undefined;
}

/** A directive that a format of strftime writes, and that is parsed as the pieces say. @param parse @default - it can only be formatted */
export function both(strftime: string, ...parse: readonly ParsePiece[]): Directive {
  return { format: { strftime }, parse: parse.length === 0 ? undefined : parse };
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
      return parse.join("");
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
