/** Ascending whole numbers as ranges: `[0, 1, 2, 5]` is `["0-2", "5"]`. */
export function numberRanges(ascending: readonly number[]): string[] {
  const ranges: { first: number; last: number }[] = [];
  for (const number of ascending) {
    const range = ranges.at(-1);
    if (range !== undefined && range.last === number - 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
}
