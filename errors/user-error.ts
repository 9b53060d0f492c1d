import { printable } from "./printable";

/** An error that the user can fix: shown as its message and advice, without a stack trace, with exit code 1. */
export class UserError extends Error {
  /** What to do about it. */
  readonly advice: string;

  /**
   * @param message one or more lines; line breaks and control characters inside a line are escaped
   * @param advice one or more lines: a command that can be pasted ends its line
   */
  constructor(message: string | readonly string[], advice: string | readonly string[]) {
    super(printedLines(message));
    this.name = "UserError";
    this.advice = printedLines(advice);
  }
}

function printedLines(lines: string | readonly string[]): string {
  return [lines].flat().map(printable).join("\n");
}
