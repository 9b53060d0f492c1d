import { printable } from "./printable";

/** A failure that the user can mend: shown as its message and what to do, without a stack trace, with exit code 1. */
export class UserError extends Error {
  /** What to do about it. */
  readonly advice: string;

  /**
   * @param message a line, or several; what a line quotes can't break it, nor reach the terminal as a control character
   * @param advice a line
   */
  constructor(message: string | readonly string[], advice: string) {
    super([message].flat().map(printable).join("\n"));
    this.name = "UserError";
    this.advice = printable(advice);
  }
}
