import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A table of Markdown: a header and rows of the same width. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Rows of the table between the marks `<!-- begin NAME -->` and `<!-- end NAME -->` of a page, header first. With
 * `UPDATE_DOCS=1` the given table is written there before.
 *
 * @throws Error when the page has no such marks
 */
export function documentedTable(page: string, name: string, table: Table): string[][] {
  const path = join(__dirname, "../../docs", page);
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [before, rest] = cut(readFileSync(path, "utf8"), begin, page);
  const [documented, after] = cut(rest, end, page);
  if (process.env.UPDATE_DOCS !== "1") return cells(documented);
  const text = markdown(table);
  writeFileSync(path, `${before}${begin}\n\n${text}\n\n${end}${after}`);
  return cells(text);
}

function cut(text: string, mark: string, page: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`docs/${page} has no ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

function markdown({ header, rows }: Table): string {
  const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
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
