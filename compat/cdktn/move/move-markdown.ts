import { marked } from "marked";
import type { Token } from "marked";
import { applyEdits } from "./edits";
import type { Edit } from "./edits";
import { moveSource } from "./move-source";
import { renameProse } from "./tool-names";
import type { NodeMinimum } from "./tool-names";

/** Moves a page: the sources and commands that it shows, and the minimum of Node.js. Its links and its other prose stay. */
export function moveMarkdown(text: string, minimum: NodeMinimum): string {
  const edits: Edit[] = [];
  let cursor = 0;
  const move = (token: Token): void => {
    const parts = partsOf(token);
    if (parts !== undefined) return parts.forEach(move);
    const before = token.raw.split("\n");
    const after = moveLeaf(token, minimum).split("\n");
    before.forEach((line, at) => replaceLine(line, after[at] ?? ""));
  };
  marked.lexer(text).forEach(move);
  return applyEdits(text, edits);

  /** Lists and quotes indent the lines of what they contain, so that each line is looked for where the last one ended. */
  function replaceLine(line: string, to: string): void {
    const start = text.indexOf(line, cursor);
    if (start === -1) {
      if (line !== to) throw new Error(`can't find the line to move: ${line}`);
      return;
    }
    cursor = start + line.length;
    if (line !== to) edits.push({ start, end: cursor, to });
  }
}

function moveLeaf(token: Token, minimum: NodeMinimum): string {
  const { raw } = token;
  if (token.type === "codespan") {
    // The tool itself is its command.
    const renamed = raw.replace(/^`(@?)cdktf`$/, "`$1cdktn`");
    return renameProse(renamed, minimum);
  }
  if (token.type === "code") {
    // Fields of a token are untyped where a plug-in may define others.
    const { lang, text: code } = token as { readonly lang?: string; readonly text: string };
    const isSource = /^(?:[cm]?[jt]sx?|typescript|javascript)\b/.test(lang ?? "");
    if (isSource && raw.includes(code)) {
      return raw.replace(code, () => moveSource(code, "example.ts"));
    }
    return moveInstallation(renameProse(raw, minimum));
  }
  return token.type === "text" ? renameProse(raw, minimum) : raw;
}

/** Packages that a shown command installs. */
function moveInstallation(code: string): string {
  return code.replace(/\b(?:npm (?:i|install|add|ci)|yarn add|pnpm add)\b.*/g, (command) =>
    command.replace(/(?<=\s)(@?)cdktf(?=-cli\b|\/|\s|$)/g, "$1cdktn"),
  );
}

/** The tokens within one; undefined for what has none. */
function partsOf(token: Token): readonly Token[] | undefined {
  if (token.type === "table") {
    const { header, rows } = token as { header: Cell[]; rows: Cell[][] };
    return [header, ...rows].flat().flatMap(({ tokens }) => tokens);
  }
  if (token.type === "list") return (token as { items: Token[] }).items;
  return "tokens" in token ? token.tokens : undefined;
}

interface Cell {
  readonly tokens: Token[];
}
