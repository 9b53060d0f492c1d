/** A range of a text, by offsets, and what replaces it. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

/** Replaces ranges of a text. The ranges must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (changed, { start, end, to }) => changed.slice(0, start) + to + changed.slice(end),
      text,
    );
}

/** An edit of a range, if a function changes what stands there. */
export function editRange(
  text: string,
  [start, end]: readonly [start: number, end: number],
  change: (before: string) => string,
): Edit[] {
  const before = text.slice(start, end);
  const to = change(before);
  return to === before ? [] : [{ start, end, to }];
}
