import { printable } from "../../errors/printable";

/** A table in GitHub Markdown; cells are escaped. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ("left" | "right")[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  const rule = head.map((_, index) => (align[index] === "right" ? "---:" : "---"));
  return [line(head), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** A generated part of a page, between the markers `<!-- begin NAME -->` and `<!-- end NAME -->`. */
export interface GeneratedPart {
  readonly before: string;
  readonly content: string;
  readonly after: string;
}

/**
 * Finds a generated part; the text before and after includes the markers.
 *
 * @throws Error if the page has no such markers
 */
export function generatedPart(page: string, name: string): GeneratedPart {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end, from);
  if (from < begin.length || to < 0) throw new Error(`The page has no ${begin} … ${end}.`);
  return { before: page.slice(0, from), content: page.slice(from, to), after: page.slice(to) };
}

/** Text as inline code, on one line and with control characters escaped; backticks in it are preserved. */
export function code(text: string): string {
  const line = printable(text.replace(/\s+/g, " "));
  // There is no empty inline code: two backticks would begin one that ends at the next.
  if (line === "") return "(empty)";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** Text as a block of code that no text in it can end. Lines stay lines, and control characters are escaped. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const body = lines.map((line) => printable(line)).join("\n");
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${body}\n${fence}`;
}

function cell(text: string): string {
  return (
    text
      .replace(/\s*\n\s*/g, " ")
      // Whether a backslash before an escaped bar escapes the escape differs between renderers.
      .replaceAll("\\|", "\\ |")
      .replaceAll("|", "\\|")
  );
}
