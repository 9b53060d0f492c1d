import { readdirSync } from "node:fs";
import path from "node:path";
import type { TableView } from "../../query/catalog-tables";
import { COMMANDS, parseCommand } from "../commands";
import { completeSql } from "../completion/complete-sql";
import type { Completion } from "../completion/complete-sql";
import { splitStatements } from "../../query/statement/split-statements";

/** A line that is being typed. */
export interface TypedLine {
  /** Earlier lines of the statement. */
  readonly pending: string;
  readonly line: string;
  readonly cursor: number;
  readonly tables: readonly TableView[];
  readonly functions: readonly string[];
}

/** What may stand for the word before the cursor, in a statement or in a command. */
export function completeLine({ pending, line, cursor, tables, functions }: TypedLine): Completion {
  const typed = line.slice(0, cursor);
  const { rest: before, open } = splitStatements(`${pending}${typed}`);
  if (before.startsWith("\\")) return completeCommand(typed, tables);
  // In a text, or in a comment.
  if (open !== undefined && open !== '"') return { word: "", candidates: [] };
  const isWordLost = before === "" && typed.trim() !== "" && !typed.trimEnd().endsWith(";");
  if (isWordLost) return { word: "", candidates: [] };
  return completeSql({ before, after: line.slice(cursor), tables, functions });
}

function completeCommand(typed: string, tables: readonly TableView[]): Completion {
  const word = /\S*$/.exec(typed)?.[0] ?? "";
  const { name } = parseCommand(typed);
  const names = COMMANDS.map((command) => command.name);
  const isName = typed.trimStart() === word;
  const all = isName ? names : wordsBehind(name, word, tables);
  const begun = word.toLowerCase();
  return { word, candidates: all.filter((each) => each.toLowerCase().startsWith(begun)) };
}

function wordsBehind(name: string, word: string, tables: readonly TableView[]): readonly string[] {
  if (name === "\\d") return tables.map((table) => table.name);
  if (name === "\\i") return filesBehind(word);
  return COMMANDS.find((command) => command.name === name)?.words ?? [];
}

/** Files and folders whose path begins so. */
function filesBehind(word: string): string[] {
  const folder = word.slice(0, word.lastIndexOf("/") + 1);
  try {
    return readdirSync(path.resolve(folder), { withFileTypes: true }).map(
      (entry) => `${folder}${entry.name}${entry.isDirectory() ? "/" : ""}`,
    );
  } catch {
    return [];
  }
}
