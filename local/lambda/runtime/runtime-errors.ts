import type { ReportedError } from "./messages";

/** An error that Lambda's runtime itself raises, named as Lambda names it. */
export class RuntimeError extends Error {
  constructor(name: `Runtime.${string}`, message: string) {
    super(message);
    this.name = name;
  }
}

/** The error document that the caller of the function receives. */
export function toReportedError(error: unknown): ReportedError {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  // The fields are the author's, who may have put anything into them.
  return {
    errorType: String(error.name),
    errorMessage: String(error.message),
    trace: String(error.stack ?? "").split("\n"),
  };
}

/** The error as one JSON text for the log, with the fields that the author of the function gave it. */
export function toLoggedError(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(toReportedError(error));
  const { name: errorType, message: errorMessage, stack = "" } = error;
  try {
    return JSON.stringify({ errorType, errorMessage, ...error, stack: stack.split("\n") });
  } catch {
    return JSON.stringify(toReportedError(error));
  }
}
