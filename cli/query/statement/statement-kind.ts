/**
 * Statements that change neither the lake nor its catalog.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/ddl-sql-reference.html
 */
const READING = new Set(["select", "with", "values", "table", "show", "describe", "desc"]);

/** White space and comments, which may precede any word. */
const BLANK = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)+/;

/** Whether a statement certainly only reads, by its first word; behind EXPLAIN, by that of what is explained. */
export function onlyReads(sql: string): boolean {
  // A subquery may begin it.
  const rest = sql.replace(BLANK, "");
  if (rest.startsWith("(")) return onlyReads(rest.slice(1));
  const word = /^[a-z]+/i.exec(rest)?.[0].toLowerCase() ?? "";
  if (word !== "explain") return READING.has(word);
  return onlyReads(withoutOptions(rest.slice(word.length)));
}

/** What EXPLAIN explains: behind ANALYZE, VERBOSE and a list of options. */
function withoutOptions(text: string): string {
  const rest = text.replace(BLANK, "");
  const option = /^(?:analyze\b|verbose\b|\(\s*(?:type|format)\b[^()]*\))/i.exec(rest)?.[0];
  return option === undefined ? rest : withoutOptions(rest.slice(option.length));
}
