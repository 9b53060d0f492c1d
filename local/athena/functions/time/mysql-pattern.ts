import type { Directive, DatePatternSyntax, ParseField } from "./date-pattern";

const both = (strftime: string, parse?: ParseField): Directive => ({ format: { strftime }, parse });

/**
 * Patterns of `date_format` and `date_parse`.
 *
 * @see https://trino.io/docs/current/functions/datetime.html#mysql-date-functions
 */
export const MYSQL_SYNTAX: DatePatternSyntax = {
  name: "MySQL",
  tokenize: (pattern) =>
    // A percent sign at the end means nothing.
    [...pattern.matchAll(/%([^])|[^%]+/g)].map(([text, letter]) => {
      if (letter === undefined) return text;
      const directive = `%${letter}`;
      // MySQL formats an unknown letter as itself.
      return DIRECTIVE_LETTERS.has(letter) ? { directive } : letter;
    }),
  directives: {
    "%a": both("%a"),
    "%b": both("%b", "b"),
    "%c": both("%-m", "m"),
    "%d": both("%d", "d"),
    "%e": both("%-d", "d"),
    // Joda has milliseconds; %f shows three more zeros.
    "%f": both("%g000", "f"),
    "%H": both("%H", "H"),
    "%h": both("%I", "I"),
    "%I": both("%I", "I"),
    "%i": both("%M", "M"),
    "%j": both("%j", "j"),
    "%k": both("%-H", "H"),
    "%l": both("%-I", "I"),
    "%M": both("%B", "B"),
    "%m": both("%m", "m"),
    "%p": both("%p", "p"),
    "%r": both("%I:%M:%S %p"),
    "%S": both("%S", "S"),
    "%s": both("%S", "S"),
    "%T": both("%H:%M:%S"),
    "%v": both("%V"),
    "%W": both("%A"),
    "%x": { format: { year: "isoyear", digits: 4 }, parse: undefined },
    "%Y": { format: { year: "year", digits: 4 }, parse: "C" },
    "%y": both("%y", "y"),
    "%%": { format: { strftime: "%%" }, parse: undefined },
  },
};

const DIRECTIVE_LETTERS = new Set("abcdefHhIijklMmprSsTvWxYy%DUuVwX");
