/** Edits that a typing error has at most, as a part of the name. */
const MOST_EDITS = 0.4;

/**
 * The name that was probably meant: the one with the fewest letters to insert, remove, replace or swap, whatever the case.
 *
 * @returns undefined if none is near
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((each) => ({ each, edits: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits);
  const limit = Math.max(1, Math.floor(name.length * MOST_EDITS));
  return nearest !== undefined && nearest.edits <= limit ? nearest.each : undefined;
}

/** The question that follows what is said of a name that is not known, after a space; empty if none is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? "" : ` Did you mean ${nearest}?`;
}

/** Levenshtein distance in which two letters that are swapped are one edit, by one row of its table at a time. */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 0; at < from.length; at += 1) {
    const next = [at + 1];
    for (let column = 0; column < to.length; column += 1) {
      const replaced = (row[column] ?? 0) + (from[at] === to[column] ? 0 : 1);
      const isSwapped = from[at] === to[column - 1] && from[at - 1] === to[column];
      const swapped = at > 0 && column > 0 && isSwapped ? (before[column - 1] ?? 0) + 1 : Infinity;
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1, swapped));
    }
    [before, row] = [row, next];
  }
  return row[to.length] ?? 0;
}
