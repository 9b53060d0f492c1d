import type { TableView } from "../catalog-tables";
import { KEYWORDS } from "./sql-words";
import { endOfToken, skipSpaceAndComments } from "../../../local/athena/sql/token";

/** A table that a statement names. */
export interface NamedTable {
  readonly table: TableView;
  /** What the statement calls it: its alias, or its name. */
  readonly alias: string;
}

const keywords = new Set(KEYWORDS.split(/\s+/));

/** The tokens of a statement that need not be complete; quoted names without their quotes, but not in lower case. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (
    let offset = skipSpaceAndComments(text, 0);
    offset < text.length;
    offset = skipSpaceAndComments(text, offset)
  ) {
    const end = endOfToken(text, offset, "trino") ?? offset + 1;
    const word = text.slice(offset, end);
    words.push(/^["`]/.test(word) ? word.replaceAll(/^["`]|["`]$/g, "") : word.toLowerCase());
    offset = end;
  }
  return words;
}

/** The tables that a statement names anywhere, each with its alias. */
export function namedTables(text: string, tables: readonly TableView[]): NamedTable[] {
  const words = wordsOf(text);
  return words.flatMap((word, index) => {
    const table = tables.find(({ name }) => name === word);
    if (table === undefined) return [];
    const next = words[index + 1] === "as" ? words[index + 2] : words[index + 1];
    const isAlias = next !== undefined && /^[a-z_]\w*$/i.test(next) && !keywords.has(next);
    return [{ table, alias: isAlias ? next.toLowerCase() : table.name }];
  });
}
