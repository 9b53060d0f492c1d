import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedPart, markdownTable } from "../../../cli/terminal/markdown";

/** A table of Markdown: a header and rows of the same width. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Rows of a page's generated table, header first. */
export function readTable(page: string, name: string): string[][] {
  return cells(generatedPart(readFileSync(pathOf(page), "utf8"), name).content);
}

/**
 * Rows of a page's generated table, header first. With `UPDATE_DOCS=1` the given table is written there before.
 *
 * @throws Error when the page has no such marks
 */
export function documentedTable(page: string, name: string, table: Table): string[][] {
  const path = pathOf(page);
  const { before, content, after } = generatedPart(readFileSync(path, "utf8"), name);
  if (process.env.UPDATE_DOCS !== "1") return cells(content);
  const text = markdownTable(table.header, table.rows);
  writeFileSync(path, `${before}\n\n${text}\n\n${after}`);
  return cells(text);
}

function pathOf(page: string): string {
  return join(__dirname, "../../../docs", page);
}

/** What stands in a table, however it is padded. */
function cells(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\| ?-/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}
