import type { ReportedError } from "./runtime-messages";

/** An error that Lambda's runtime itself throws, with its name. */
export class RuntimeError extends Error {
  constructor(name: `Runtime.${string}`, message: string) {
    super(message);
    this.name = name;
  }
}

/** Renders the error document for the caller of the function. */
export function toReportedError(error: unknown): ReportedError {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  // The function can set these fields to any value.
  return {
    errorType: String(error.name),
    errorMessage: String(error.message),
    trace: String(error.stack ?? "").split("\n"),
  };
}

/** Renders an error as JSON for the log, including fields that the function added. */
export function toLoggedError(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(toReportedError(error));
  const { name: errorType, message: errorMessage, stack = "" } = error;
  try {
    return JSON.stringify({ errorType, errorMessage, ...error, stack: stack.split("\n") });
  } catch {
    return JSON.stringify(toReportedError(error));
  }
}
