/** A number with its noun: `1 row`, `2 rows`. For nouns with a plural in s. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
