import stringWidth from "string-width";

/** Characters of a line of a terminal that nobody has made wider; files and pipes get lines of that length, too. */
export const DEFAULT_COLUMNS = 80;

/** Characters of a line of what shows a text. */
export function columnsOf(stream: NodeJS.WritableStream): number {
  const columns: unknown = "columns" in stream ? stream.columns : undefined;
  // A terminal that does not know its width has 0.
  return typeof columns === "number" && columns > 0 ? columns : DEFAULT_COLUMNS;
}

/** Programs that this project's texts tell people to run. */
const PROGRAM = /(?:npx|npm|aws|cdktf|terraform|tofu|export|git|kill|curl|echo)/.source;
/**
 * What is copied as a whole, and never broken: what stands in backticks, an option with its value in quotes, a command up
 * to the end of its line, the name of a command in a sentence, and any other word.
 */
const PIECE = new RegExp(
  [
    /\S*`[^`\n]*`\S*/.source,
    /--[a-z-]+ '[^'\n]*'\S*/.source,
    `(?<=^\\s*|: )(?:[A-Z_]+=\\S+ )*${PROGRAM} .*`,
    /\(?npx lake(?: [a-z-]+)?\S*/.source,
    /\S+/.source,
  ].join("|"),
  "g",
);

/** The borders of tables, and lines above a mark: they are as wide as they have to be. */
const DRAWN = /^(?:[┌├└│─]|LINE \d+: )/;

/**
 * Breaks lines that are too long at their spaces. What people copy, such as a command, an ARN or a path, stays whole: if it
 * is longer than a line, it has one of its own.
 *
 * @param columns characters of a line @default - those of standard output
 */
export function foldLines(text: string, columns = columnsOf(process.stdout)): string {
  return text
    .split("\n")
    .flatMap((line) => (DRAWN.test(line) ? [line] : foldLine(line, columns)))
    .join("\n");
}

/** The parts of one line; those behind the first are indented as it is. */
export function foldLine(line: string, columns: number): string[] {
  if (widthOf(line) <= columns) return [line];
  const indent = /^ */.exec(line)?.[0] ?? "";
  const folded: string[] = [];
  for (const piece of piecesOf(line)) {
    const last = folded.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(piece) <= columns) {
      folded[folded.length - 1] = `${last} ${piece}`;
    } else folded.push(`${indent}${piece}`);
  }
  return folded;
}

/** The parts of a text that are never broken. */
export function piecesOf(text: string): readonly string[] {
  return text.trimEnd().match(PIECE) ?? [];
}

const PLAIN = /^[ -~]*$/;

/** Columns of a terminal that a text takes: two for most characters of East Asia and emoji, none for accents of their own. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

/** A text with blanks behind it, up to a number of columns. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}
