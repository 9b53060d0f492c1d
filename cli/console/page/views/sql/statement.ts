/** A text without what Athena does not accept: the semicolon at its end. */
export function statement(text: string): string {
  return text.replace(/[\s;]+$/, "").trim();
}
