import { both, type DatePatternSyntax } from "./date-pattern";

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
    "%b": both("%b", "%b3"),
    "%c": both("%-m", "%m2"),
    "%d": both("%d", "%d2"),
    "%e": both("%-d", "%d2"),
    // Joda has milliseconds; %f shows three more zeros.
    "%f": both("%g000", "%f9"),
    "%H": both("%H", "%H2"),
    "%h": both("%I", "%I2"),
    "%I": both("%I", "%I2"),
    "%i": both("%M", "%M2"),
    "%j": both("%j", "%j3"),
    "%k": both("%-H", "%H2"),
    "%l": both("%-I", "%I2"),
    "%M": both("%B", "%b3"),
    "%m": both("%m", "%m2"),
    "%p": both("%p", "%p2"),
    "%r": both("%I:%M:%S %p", "%I2", ":", "%M2", ":", "%S2", " ", "%p2"),
    "%S": both("%S", "%S2"),
    "%s": both("%S", "%S2"),
    "%T": both("%H:%M:%S", "%H2", ":", "%M2", ":", "%S2"),
    "%v": both("%V"),
    "%W": both("%A"),
    "%x": { format: { year: "isoyear", digits: 4 }, parse: undefined },
    "%Y": { format: { year: "year", digits: 4 }, parse: ["%C4"] },
    "%y": both("%y", "%y2"),
    "%%": { format: { strftime: "%%" }, parse: ["%%"] },
  },
};

const DIRECTIVE_LETTERS = new Set("abcdefHhIijklMmprSsTvWxYy%DUuVwX");
