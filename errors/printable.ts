/**
 * Characters that a terminal or a log does not show as themselves: controls (line breaks, escape sequences), format
 * characters (text direction, zero-width ones), line and paragraph separators, and lone surrogates. The two zero-width
 * joiners are kept: Persian and Indic words and emoji need them.
 */
const UNPRINTABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

/**
 * A text as one line that is safe to print: control characters are escaped as in a JSON string. For every text that
 * comes from a user, a file or the network.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => SHORT_ESCAPES[character] ?? escape(character));
}

/** Like {@link printable}, for a text of several lines: its line breaks are kept. */
export function printableLines(text: string): string {
  return text.split(/\r?\n/).map(printable).join("\n");
}

function escape(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}
