/**
 * Replaces a module of CDKTF and cdktn: tokens capture a stack trace when they are created, and mapping it back to
 * TypeScript takes Jest longer than the whole synth.
 */
export function captureStackTrace(): string[] {
  return [];
}

/** The name that cdktn calls for tokens. */
export const captureCreationStack = captureStackTrace;
