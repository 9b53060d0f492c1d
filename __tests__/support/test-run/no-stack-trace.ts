/**
 * Replaces CDKTF's module: tokens capture a stack trace when they are created, and mapping it back to TypeScript takes Jest longer
 * than the whole synth.
 */
export function captureStackTrace(): string[] {
  return [];
}
