import { dialectOf } from "../../../local/athena/sql/statement-parser";
import { endOfToken, skipSpaceAndComments } from "../../../local/athena/sql/token";

/** What is not closed at the end of a text: a string, a quoted name or a comment, by how it begins. */
export type OpenMark = "'" | '"' | "`" | "/*";

/** A text of SQL, taken apart. */
export interface SplitText {
  /** Statements that a semicolon ends, without it and without what precedes their first word. */
  readonly statements: readonly string[];
  /** What follows the last of them, without leading white space and comments. */
  readonly rest: string;
  /** What the rest leaves open. */
  readonly open?: OpenMark | undefined;
}

/** A text that is taken apart while it grows. */
export interface ReadText extends SplitText {
  /** Characters of the rest that no further text changes: its whole tokens. */
  readonly read: number;
}

/**
 * Splits a text into its statements, by the lexical grammar of the engine: a semicolon in a string, in a quoted name or in
 * a comment ends none, and a command of the prompt is a rest. A text that has no tokens is split all the same, so that the engine can say its problem.
 */
export function splitStatements(text: string): SplitText {
  const { statements, rest, open } = splitFrom(text, 0);
  return { statements, rest, open };
}

/** {@link splitStatements} of a text that has grown. @param read characters that were read before, of its one statement */
export function splitFrom(text: string, read: number): ReadText {
  const statements: string[] = [];
  let start = skipSpaceAndComments(text, 0);
  let dialect = dialectOf(text.slice(start));
  for (let offset = Math.max(start, read); ; offset = skipSpaceAndComments(text, offset)) {
    // A backslash begins a command, which is the rest of its line.
    if (offset >= text.length || text[start] === "\\") {
      return { statements, rest: text.slice(start), read: offset - start };
    }
    const open = text.startsWith("/*", offset) ? "/*" : quoteAt(text, offset);
    const end = open === "/*" ? undefined : endOfToken(text, offset, dialect);
    if (open !== undefined && end === undefined) {
      return { statements, rest: text.slice(start), open, read: offset - start };
    }
    if (text[offset] === ";") {
      // A semicolon alone is no statement.
      if (offset > start) statements.push(text.slice(start, offset).trimEnd());
      start = skipSpaceAndComments(text, offset + 1);
      dialect = dialectOf(text.slice(start));
      offset = start;
    } else {
      offset = end ?? offset + 1;
    }
  }
}

function quoteAt(text: string, offset: number): OpenMark | undefined {
  const character = text[offset];
  return character === "'" || character === '"' || character === "`" ? character : undefined;
}
