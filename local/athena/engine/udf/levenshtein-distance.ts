/** The number of characters to insert, delete or replace that make one text the other. */
export function levenshteinDistance(a: readonly string[], b: readonly string[]): number {
  let row = b.map((_, index) => index + 1);
  for (const [index, character] of a.entries()) {
    let [left, diagonal] = [index + 1, index];
    row = row.map((above, column) => {
      const replaced = diagonal + (b[column] === character ? 0 : 1);
      diagonal = above;
      left = Math.min(left + 1, above + 1, replaced);
      return left;
    });
  }
  return row.at(-1) ?? a.length;
}
