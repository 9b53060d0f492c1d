/**
 * Stands in for CDKTF's own: a token remembers where it was made, and to turn every line of that back into TypeScript
 * takes Jest longer than the whole synth.
 */
export function captureStackTrace(): string[] {
  return [];
}
