import type { Directive, DatePatternSyntax, FormatPiece, ParseField } from "./date-pattern";

const both = (strftime: string, parse?: ParseField): Directive => ({ format: { strftime }, parse });
const zone = (
  kind: Extract<FormatPiece, { zone: unknown }>["zone"],
  parse?: ParseField,
): Directive => ({
  format: { zone: kind },
  parse,
});

/**
 * Patterns of `format_datetime` and `parse_datetime`, which are Joda-Time's.
 *
 * @see https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html
 */
export const JODA_SYNTAX: DatePatternSyntax = {
  name: "Joda",
  tokenize: (pattern) =>
    [...pattern.matchAll(/''|'((?:[^']|'')*)(?:'|$)|([A-Za-z])\2*|[^A-Za-z']+/g)].map(
      ([text, quoted, letter]) => {
        if (text === "''") return "'";
        if (quoted !== undefined) return quoted.replaceAll("''", "'");
        return letter === undefined ? text : { directive: text };
      },
    ),
  directives: {
    yyyy: { format: { year: "year", digits: 4 }, parse: "Y" },
    YYYY: { format: { year: "year", digits: 4 }, parse: "Y" },
    y: { format: { year: "year", digits: 1 }, parse: "Y" },
    Y: { format: { year: "year", digits: 1 }, parse: "Y" },
    yy: both("%y"),
    YY: both("%y"),
    // DuckDB's %G has only the last four digits.
    xxxx: { format: { year: "isoyear", digits: 4 }, parse: undefined },
    x: { format: { year: "isoyear", digits: 1 }, parse: undefined },
    ww: both("%V"),
    e: both("%u"),
    M: both("%-m", "m"),
    MM: both("%m", "m"),
    MMM: both("%b", "b"),
    MMMM: both("%B", "B"),
    d: both("%-d", "d"),
    dd: both("%d", "d"),
    D: both("%-j", "j"),
    DDD: both("%j", "j"),
    E: both("%a"),
    EE: both("%a"),
    EEE: both("%a"),
    EEEE: both("%A"),
    a: both("%p", "p"),
    H: both("%-H", "H"),
    HH: both("%H", "H"),
    h: both("%-I", "I"),
    hh: both("%I", "I"),
    m: both("%-M", "M"),
    mm: both("%M", "M"),
    s: both("%-S", "S"),
    ss: both("%S", "S"),
    SSS: both("%g", "f"),
    // Joda has milliseconds.
    SSSSSS: both("%g000", "f"),
    Z: zone("plain", "z"),
    ZZ: zone("colon", "z"),
    ZZZ: zone("id"),
  },
};
