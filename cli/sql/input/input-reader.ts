import { splitFrom } from "../../query/statement/split-statements";
import type { OpenMark } from "../../query/statement/split-statements";

/** What a line or several give: a statement of SQL, or a command for the prompt itself. */
export interface Input {
  readonly kind: "statement" | "command";
  /** A statement without its semicolon; a command with its backslash. */
  readonly text: string;
}

/** Words that people leave or ask for help with, elsewhere: alone on a line, they are no SQL. */
const WORDS: Readonly<Record<string, string>> = { exit: "\\q", quit: "\\q", help: "\\?" };

const END_OF: Readonly<Record<OpenMark, string>> = { "'": "'", '"': '"', "`": "`", "/*": "*/" };

/** Collects lines into statements and commands. */
export class InputReader {
  private begun = "";
  /** What has begun as it was typed: with the space before its first word. */
  private typed = "";
  private lastTaken = "";
  /** What is not closed in it, and its characters that need no reading again, however many lines follow. */
  private open: OpenMark | undefined;
  private read = 0;

  /** Lines of the statement that no semicolon has ended yet. */
  get pending(): string {
    return this.begun;
  }

  /** The lines that the last {@link add} took for what it returned, as they were typed; without the beginning of the next statement. */
  get taken(): string {
    return this.lastTaken;
  }

  /** What the next line continues: nothing, a statement, or what is not closed in it. */
  get continues(): "" | "-" | OpenMark {
    return this.begun === "" ? "" : (this.open ?? "-");
  }

  /** @returns what the line completes, in order */
  add(line: string): Input[] {
    const word = /^\s*(exit|quit|help)\s*;?\s*$/i.exec(line)?.[1]?.toLowerCase() ?? "";
    if (this.begun === "" && Object.hasOwn(WORDS, word)) {
      this.lastTaken = line;
      return [{ kind: "command", text: WORDS[word] ?? "" }];
    }
    const text = `${this.begun}${line}\n`;
    const typed = `${this.typed}${line}\n`;
    // Such a line closes nothing, and a long text is not read again for each of its lines.
    if (this.open !== undefined && !line.includes(END_OF[this.open])) {
      this.begun = text;
      this.typed = typed;
      return [];
    }
    const { statements, rest, open, read } = splitFrom(text, this.read);
    const isCommand = rest.startsWith("\\");
    const begunLength = isCommand ? 0 : rest.length;
    this.lastTaken = typed.slice(0, typed.length - begunLength).trimEnd();
    const inputs = statements.map((sql): Input => ({ kind: "statement", text: sql }));
    if (isCommand) {
      this.clear();
      return [...inputs, { kind: "command", text: rest.trim() }];
    }
    this.begun = rest;
    this.open = open;
    this.read = read;
    this.typed = inputs.length === 0 && rest !== "" ? typed : rest;
    return inputs;
  }

  /** Forgets what has begun. @returns it: the end of the input ends a statement, too */
  end(): Input[] {
    const rest = this.begun.trim();
    this.clear();
    // What begins with a comment is nothing but a comment that is not closed.
    return rest === "" || rest.startsWith("/*") ? [] : [{ kind: "statement", text: rest }];
  }

  /** Forgets what has begun. */
  clear(): void {
    this.begun = "";
    this.typed = "";
    this.open = undefined;
    this.read = 0;
  }
}
