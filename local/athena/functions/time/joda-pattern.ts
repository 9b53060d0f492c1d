import {
  both,
  type DatePatternSyntax,
  type Directive,
  type FormatPiece,
  type ParsePiece,
} from "./date-pattern";

const zone = (
  kind: Extract<FormatPiece, { zone: unknown }>["zone"],
  parse?: ParsePiece,
): Directive => ({
  format: { zone: kind },
  parse: parse && [parse],
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
    yyyy: { format: { year: "year", digits: 4 }, parse: ["%Y4"] },
    YYYY: { format: { year: "era", digits: 4 }, parse: ["%E4"] },
    y: { format: { year: "year", digits: 1 }, parse: ["%Y1"] },
    Y: { format: { year: "era", digits: 1 }, parse: ["%E1"] },
    yy: both("%y"),
    YY: both("%y"),
    // DuckDB's %G has only the last four digits.
    xxxx: { format: { year: "isoyear", digits: 4 }, parse: undefined },
    x: { format: { year: "isoyear", digits: 1 }, parse: undefined },
    ww: both("%V"),
    e: both("%u"),
    M: both("%-m", "%m2"),
    MM: both("%m", "%m2"),
    MMM: both("%b", "%b3"),
    MMMM: both("%B", "%b3"),
    d: both("%-d", "%d2"),
    dd: both("%d", "%d2"),
    D: both("%-j", "%j3"),
    DDD: both("%j", "%j3"),
    E: both("%a"),
    EE: both("%a"),
    EEE: both("%a"),
    EEEE: both("%A"),
    a: both("%p", "%p2"),
    H: both("%-H", "%H2"),
    HH: both("%H", "%H2"),
    h: both("%-I", "%I2"),
    hh: both("%I", "%I2"),
    m: both("%-M", "%M2"),
    mm: both("%M", "%M2"),
    s: both("%-S", "%S2"),
    ss: both("%S", "%S2"),
    SSS: both("%g", "%f3"),
    // Joda has milliseconds.
    SSSSSS: both("%g000", "%f6"),
    Z: zone("plain", "%z1"),
    ZZ: zone("colon", "%z1"),
    ZZZ: zone("id"),
  },
};
