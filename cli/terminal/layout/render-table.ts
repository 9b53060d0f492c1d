import Table from "cli-table3";
import { printableLines } from "../../../errors/printable";
import { columnsOf, foldLine, padTo, piecesOf, widthOf } from "./fold-lines";

/** A cell of a table; null shows as an empty one. */
export type Cell = string | number | null;

/** Characters below which no column of sentences is made narrower: a list is easier to read than that. */
const NARROWEST = 16;
/** Characters of the borders around a cell: its left one and two spaces. The last column has one more at its right. */
const BORDERS = 3;

/**
 * A table with a header and rows, as wide as what shows it: where it does not fit, sentences are broken into lines; where
 * that is not enough, each row is a list of its values.
 *
 * @param columns characters of a line @default - those of standard output
 */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  columns = columnsOf(process.stdout),
): string {
  const cells = rows.map((row) => row.map(shown));
  const widths = columnWidths([head, ...cells], columns - 1 - BORDERS * head.length);
  if (widths === undefined) return listOfRows(head, cells, columns);
  const fitted = (row: readonly string[]) =>
    row.map((cell, index) =>
      cell
        .split("\n")
        .flatMap((line) => foldLine(line, widths[index] ?? Infinity))
        .join("\n"),
    );
  const style = { head: [], border: [], compact: true };
  const table = new Table({ head: fitted(head), style });
  for (const row of cells) table.push(fitted(row));
  return table.toString();
}

/** Each row below its first value, if that is short; values that are missing are left out. */
function listOfRows(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): string {
  return rows
    .flatMap((row) => {
      const title = `── ${row[0] ?? ""} ───`;
      const isTitle = widthOf(title) <= columns && !title.includes("\n");
      const values = head.flatMap((name, index): NamedValue[] => {
        const value = row[index] ?? "";
        return value === "" || (isTitle && index === 0) ? [] : [[name, value]];
      });
      return [isTitle ? title : "──────", ...namedValues(values, columns)];
    })
    .join("\n");
}

/** A value and what it is. */
export type NamedValue = readonly [name: string, value: string];

/** Values, each behind its name; one that does not fit behind it has lines of its own. */
export function namedValues(values: readonly NamedValue[], columns: number): string[] {
  const width = Math.max(0, ...values.map(([name]) => widthOf(name)));
  const margin = " ".repeat(width);
  const remaining = columns - width - BORDERS;
  return values.flatMap(([name, value]) => {
    const label = `${padTo(name, width)} │`;
    const lines = value.split("\n").flatMap((line) => foldLine(line, remaining));
    // Copied together with a border, it would be another value.
    if (lines.some((line) => widthOf(line) > remaining)) {
      return [label, ...value.split("\n").flatMap((line) => foldLine(line, columns))];
    }
    return lines.map((line, index) => `${index === 0 ? label : `${margin} │`} ${line}`.trimEnd());
  });
}

/** Widths that fit, taken from the widest columns; undefined if there are none. */
function columnWidths(
  rows: readonly (readonly string[])[],
  available: number,
): readonly number[] | undefined {
  const columns = (rows[0] ?? []).map((_, index) => rows.map((row) => row[index] ?? ""));
  const wanted = columns.map((cells) => widest(cells.flatMap((cell) => cell.split("\n"))));
  const least = columns.map((cells) =>
    Math.max(widest(cells.flatMap(piecesOf)), Math.min(widest(cells.slice(1)), NARROWEST)),
  );
  const upTo = (limit: number) =>
    wanted.map((width, index) => Math.max(least[index] ?? 0, Math.min(width, limit)));
  if (sum(wanted) <= available) return wanted;
  for (let limit = Math.min(widest(rows.flat()), available); limit >= 0; limit -= 1) {
    const widths = upTo(limit);
    if (sum(widths) <= available) return widths;
  }
  return undefined;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(widthOf));
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

/** Escaped before anything measures its width. */
function shown(cell: Cell): string {
  return typeof cell === "string" ? printableLines(cell) : String(cell ?? "");
}
