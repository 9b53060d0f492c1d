/** The characters that Java's `Character.isWhitespace` accepts, which Trino trims: no-break spaces are none. */
export const WHITE_SPACE =
  " \t\n\v\f\r\u001c\u001d\u001e\u001f\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000";

const AT_ENDS = new RegExp(`^[${WHITE_SPACE}]+|[${WHITE_SPACE}]+$`, "g");

/** A text without white space at its ends, as Trino's `trim` has it. JavaScript's takes other characters. */
export function trimWhiteSpace(text: string): string {
  return text.replace(AT_ENDS, "");
}
