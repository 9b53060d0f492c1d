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
    [...pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g)].map(
      ([text, quoted, letter]) => {
        if (quoted !== undefined) return quoted === "" ? "'" : quoted.replaceAll("''", "'");
        return letter === undefined ? text : { directive: text };
      },
    ),
  directives: {
    yyyy: both("%Y", "Y"),
    YYYY: both("%Y", "Y"),
    y: both("%Y", "Y"),
    Y: both("%Y", "Y"),
    yy: both("%y"),
    YY: both("%y"),
    xxxx: both("%G"),
    x: both("%G"),
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
    SSSSSS: both("%f", "f"),
    Z: zone("plain", "z"),
    ZZ: zone("colon", "z"),
    ZZZ: zone("id"),
  },
};
