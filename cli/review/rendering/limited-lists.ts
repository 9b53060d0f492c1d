import { markdownTable } from "../../terminal/markdown";

/** A table of at most so many rows, and how many are left out. */
export function limitedTable<Item>(
  head: readonly string[],
  items: readonly Item[],
  rows: number,
  show: (item: Item) => readonly string[],
): string {
  const shown = markdownTable(head, items.slice(0, rows).map(show));
  return items.length > rows ? `${shown}\n\nand ${items.length - rows} more` : shown;
}

/**
 * At most so many items as lines, and how many are left out.
 *
 * @param prefix of the line that says so
 */
export function limitedList<Item>(
  items: readonly Item[],
  rows: number,
  show: (item: Item) => string,
  prefix: string,
): string[] {
  const shown = items.slice(0, rows).map(show);
  return items.length > rows ? [...shown, `${prefix}and ${items.length - rows} more`] : shown;
}

/** A part that GitHub shows collapsed. */
export function collapsed(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
