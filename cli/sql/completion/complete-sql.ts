import { RESERVED_WORDS } from "../../../local/athena/sql/reserved-words";
import type { TableView } from "../../query/catalog-tables";
import { KEYWORDS, TYPES } from "../../query/statement/sql-words";
import { structFields } from "../../query/statement/struct-fields";
import { namedTables, wordsOf } from "../../query/statement/named-tables";
import type { NamedTable } from "../../query/statement/named-tables";

/** A statement around the cursor, and what it may name. */
export interface SqlContext {
  /** The statement up to the cursor. */
  readonly before: string;
  /** The statement behind the cursor. */
  readonly after: string;
  readonly tables: readonly TableView[];
  /** Names of functions. */
  readonly functions: readonly string[];
}

/** What may stand for a word. */
export interface Completion {
  /** The word before the cursor, which a candidate replaces. */
  readonly word: string;
  readonly candidates: readonly string[];
}

const WORDS = `${KEYWORDS} ${TYPES}`.split(/\s+/);
/** Words that begin a statement. */
const BEGINNINGS = "SELECT WITH SHOW DESCRIBE EXPLAIN CREATE ALTER DROP MSCK VALUES".split(" ");
/** Words that the name of a table follows. */
const BEFORE_TABLES = new Set("from join into table describe desc update partitions".split(" "));

/** What may stand for the word before the cursor: keywords, functions, tables, columns and fields of structs. */
export function completeSql({ before, after, tables, functions }: SqlContext): Completion {
  const word = /[\w."]*$/.exec(before)?.[0] ?? "";
  const earlier = wordsOf(before.slice(0, before.length - word.length));
  const named = namedTables(`${before.slice(0, before.length - word.length)} ${after}`, tables);
  const dot = word.lastIndexOf(".");
  if (dot >= 0) {
    const path = word.slice(0, dot);
    const names = membersOf(path, named, tables).map((name) => `${path}.${quoted(name)}`);
    return { word, candidates: matching(names, word) };
  }
  const last = earlier.at(-1);
  if (last === undefined) return { word, candidates: inCaseOf(word, matching(BEGINNINGS, word)) };
  const tableNames = tables.map(({ name }) => quoted(name));
  if (BEFORE_TABLES.has(last)) return { word, candidates: matching(tableNames, word) };
  // Before FROM is written, any column may be meant.
  const shown = named.length > 0 ? named.map(({ table }) => table) : tables;
  const columns = shown.flatMap((table) => table.columns.map(({ name }) => quoted(name)));
  const aliases = named.map(({ alias }) => quoted(alias));
  const names = matching([...columns, ...aliases, ...tableNames], word);
  if (word === "" || word.startsWith('"')) return { word, candidates: names };
  const others = matching([...WORDS.map((each) => each.toUpperCase()), ...functions], word);
  return { word, candidates: [...names, ...inCaseOf(word, others)] };
}

/** Columns of a table or of an alias, or fields of a struct. */
function membersOf(
  path: string,
  named: readonly NamedTable[],
  tables: readonly TableView[],
): string[] {
  const [first = "", ...rest] = path.split(".").map(unquoted);
  const owner =
    named.find(({ alias }) => alias === first)?.table ?? tables.find(({ name }) => name === first);
  if (owner !== undefined) return fieldsAt(rest, columnsOf(owner));
  const columns = (named.length > 0 ? named.map(({ table }) => table) : tables).flatMap(columnsOf);
  return fieldsAt([first, ...rest], columns);
}

type Field = readonly [name: string, type: string];

function columnsOf({ columns }: TableView): Field[] {
  return columns.map(({ name, type }) => [name, type] as const);
}

function fieldsAt(path: readonly string[], fields: readonly Field[]): string[] {
  const [first, ...rest] = path;
  if (first === undefined) return fields.map(([name]) => name);
  const inside = fields
    .filter(([name]) => name === first)
    .flatMap(([, type]) => structFields(type));
  return fieldsAt(rest, inside);
}

/** Those that begin with a word, whatever the case and its quotes, each once. */
function matching(names: readonly string[], word: string): string[] {
  const begun = comparable(word);
  const found = names.filter((name) => comparable(name).startsWith(begun));
  // A quote that was typed stays.
  const kept = word.startsWith('"')
    ? found.map((name) => (name.startsWith('"') ? name : `"${name}"`))
    : found;
  return [...new Set(kept)].sort();
}

function comparable(name: string): string {
  return name.replaceAll('"', "").toLowerCase();
}

/** Keywords and functions in the case in which their beginning is typed. */
function inCaseOf(word: string, names: readonly string[]): string[] {
  if (word !== "" && word === word.toLowerCase()) return names.map((name) => name.toLowerCase());
  if (word !== "" && word === word.toUpperCase()) return names.map((name) => name.toUpperCase());
  return [...names];
}

/** A name as a statement has it: in quotes where it is no plain word, or a reserved one. */
export function quoted(name: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED_WORDS.has(name.toUpperCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

function unquoted(name: string): string {
  return name.replaceAll('"', "").toLowerCase();
}
