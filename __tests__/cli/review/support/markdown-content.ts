import { Marked } from "marked";
import type { Token } from "marked";

/** What a report in Markdown consists of, as a renderer of GitHub's dialect reads it. */
export interface MarkdownContent {
  /** Types of all its elements. */
  readonly types: ReadonlySet<string>;
  /** Texts that are no code. */
  readonly texts: readonly string[];
  readonly headings: readonly string[];
  readonly html: readonly string[];
  /** Languages of its blocks of code. */
  readonly languages: readonly string[];
}

/** Reads a report. */
export function markdownContent(markdown: string): MarkdownContent {
  const tokens = allTokens(new Marked({ gfm: true }).lexer(markdown));
  const rawOf = (type: string) => tokens.filter((each) => each.type === type).map(({ raw }) => raw);
  return {
    types: new Set(tokens.map((each) => (isNumbered(each) ? "numbered list" : each.type))),
    texts: tokens.flatMap((each) =>
      (each.type === "text" || each.type === "escape") && !hasTokens(each) ? [each.raw] : [],
    ),
    headings: rawOf("heading").map((raw) => raw.trim()),
    html: rawOf("html").map((raw) => raw.trim()),
    languages: tokens.flatMap((each) =>
      each.type === "code" ? [String((each as { lang?: unknown }).lang)] : [],
    ),
  };
}

function allTokens(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => [token, ...allTokens(childrenOf(token))]);
}

function childrenOf(token: Token): Token[] {
  if (token.type === "table") {
    // Cells have no type of their own.
    const { header, rows } = token as { header: Cell[]; rows: Cell[][] };
    return [...header, ...rows.flat()].flatMap((cell) => cell.tokens);
  }
  if (token.type === "list") return (token as { items: Token[] }).items;
  return hasTokens(token) ? token.tokens : [];
}

function isNumbered(token: Token): boolean {
  return token.type === "list" && (token as { ordered?: unknown }).ordered === true;
}

interface Cell {
  readonly tokens: Token[];
}

function hasTokens(token: Token): token is Token & { tokens: Token[] } {
  return "tokens" in token && Array.isArray(token.tokens) && token.tokens.length > 0;
}
