/**
 * Characters that a terminal or a log does not show as themselves: controls (line breaks, escape sequences), format
 * characters (text direction, invisible ones), line and paragraph separators, and halves of surrogate pairs. The two
 * joiners stay, since Persian and Indic words and emoji are written with them.
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
 * A text as one line that is safe to print: whatever a terminal would act upon is escaped, as in a string of JSON. For
 * every text that comes from a user, a file or the network.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => SHORT_ESCAPES[character] ?? escape(character));
}

/** A text of several lines that is safe to print: as {@link printable}, with its line breaks kept. */
export function printableLines(text: string): string {
  return text.split(/\r?\n/).map(printable).join("\n");
}

function escape(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}
