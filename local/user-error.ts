/** A failure that the user can mend: shown as its message and what to do, without a stack trace, with exit code 1. */
export class UserError extends Error {
  constructor(
    message: string,
    /** What to do about it. */
    readonly advice: string,
  ) {
    super(message);
    this.name = "UserError";
  }
}
