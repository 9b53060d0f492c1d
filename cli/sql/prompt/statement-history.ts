import { appendFileSync, closeSync, constants, fchmodSync, openSync, readFileSync } from "node:fs";
import { errorCode } from "../../../errors/error-code";
import { PRIVATE_FILE_MODE, writePrivateFile } from "../../../local/home/private-files";

/** Statements that are kept. */
const MAXIMUM_STATEMENTS = 1_000;
/** Length of a kept statement; a longer one is a paste that nobody looks for again. */
const MAXIMUM_LENGTH = 20_000;

/**
 * Earlier statements, in a file that only its owner can read: one JSON text for each line. Several prompts append to it.
 */
export class StatementHistory {
  private readonly statements: string[];
  /** Place of the one that is shown, from the newest; -1 for what was being typed. */
  private shown = -1;
  private typed = "";

  /** @param onProblem is told why statements are not kept, once */
  constructor(
    private readonly file: string,
    private readonly onProblem: (problem: unknown) => void,
  ) {
    this.statements = this.attempt(() => readStatements(file)) ?? [];
    // Twice as many, so that not every prompt writes the whole file.
    if (this.statements.length > 2 * MAXIMUM_STATEMENTS) {
      this.statements.splice(0, this.statements.length - MAXIMUM_STATEMENTS);
      this.attempt(() => writePrivateFile(file, this.statements.map(lineOf).join("")));
    }
  }

  /** The newest first. */
  get entries(): readonly string[] {
    return this.statements.slice(-MAXIMUM_STATEMENTS).reverse();
  }

  /** Keeps a statement, before it runs: what fails is wanted again. One that begins with a space is not kept. */
  add(statement: string): void {
    this.shown = -1;
    if (statement.startsWith(" ") || statement.length > MAXIMUM_LENGTH) return;
    if (statement === this.statements.at(-1)) return;
    this.statements.push(statement);
    this.attempt(() => append(this.file, lineOf(statement)));
  }

  /** The next older statement that begins as what was typed; undefined if there is none. */
  older(line: string): string | undefined {
    if (this.shown < 0) this.typed = line;
    return this.move(1, line);
  }

  /** The next newer one; what was typed behind the newest. */
  newer(line: string): string | undefined {
    return this.shown < 0 ? undefined : this.move(-1, line);
  }

  /** Begins again at what is typed. */
  reset(): void {
    this.shown = -1;
  }

  private move(step: 1 | -1, line: string): string | undefined {
    const entries = this.entries;
    for (let place = this.shown + step; place < entries.length; place += step) {
      const entry = place < 0 ? this.typed : entries[place];
      if (entry === undefined) return undefined;
      const isOther = place < 0 || (entry !== line && entry.startsWith(this.typed));
      if (!isOther) continue;
      this.shown = place;
      return entry;
    }
    return undefined;
  }

  /** A home that can't be written to does not keep people from asking. */
  private attempt<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.onProblem(error);
      return undefined;
    }
  }
}

function readStatements(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
  return text.split("\n").flatMap((line) => {
    try {
      const statement: unknown = JSON.parse(line);
      return typeof statement === "string" ? [statement] : [];
    } catch {
      // The last line of a prompt that was killed.
      return [];
    }
  });
}

function append(file: string, line: string): void {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
  const flags = O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY;
  const descriptor = openSync(file, flags, PRIVATE_FILE_MODE);
  try {
    fchmodSync(descriptor, PRIVATE_FILE_MODE);
    appendFileSync(descriptor, line);
  } finally {
    closeSync(descriptor);
  }
}

function lineOf(statement: string): string {
  return `${JSON.stringify(statement)}\n`;
}
