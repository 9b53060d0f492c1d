import {
  appendFileSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  openSync,
  readSync,
} from "node:fs";
import { errorCode } from "../../../errors/error-code";
import { PRIVATE_FILE_MODE, writePrivateFile } from "../../../local/home/private-files";

/** Statements that are kept. */
const MAXIMUM_STATEMENTS = 1_000;
/** Bytes at the end of the file that are read: 2,000 statements of 2 KiB. */
const READ_BYTES = 4 * 1024 ** 2;
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
    const { statements, isWhole } = this.attempt(() => readStatements(file)) ?? NOTHING;
    this.statements = statements;
    // Twice as many, so that not every prompt writes the whole file.
    if (!isWhole || this.statements.length > 2 * MAXIMUM_STATEMENTS) {
      this.statements.splice(0, Math.max(0, this.statements.length - MAXIMUM_STATEMENTS));
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

interface KeptStatements {
  readonly statements: string[];
  /** Whether these are all that the file has. */
  readonly isWhole: boolean;
}

const NOTHING: KeptStatements = { statements: [], isWhole: true };

/** The statements at the end of the file: of one that has grown large, the rest is too old to be wanted. */
function readStatements(file: string): KeptStatements {
  const end = readEnd(file);
  if (end === undefined) return { ...NOTHING, statements: [] };
  const { text, isWhole } = end;
  // The first line of a part may have begun before it.
  const lines = isWhole ? text.split("\n") : text.split("\n").slice(1);
  const statements = lines.flatMap((line) => {
    try {
      const statement: unknown = JSON.parse(line);
      return typeof statement === "string" ? [statement] : [];
    } catch {
      // The last line of a prompt that was killed.
      return [];
    }
  });
  return { statements, isWhole };
}

/** @returns undefined if there is no such file */
function readEnd(file: string): { readonly text: string; readonly isWhole: boolean } | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, READ_BYTES));
    const length = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return { text: bytes.toString("utf8", 0, length), isWhole: size <= READ_BYTES };
  } finally {
    closeSync(descriptor);
  }
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
