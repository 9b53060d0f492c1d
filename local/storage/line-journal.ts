import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import type { UserError } from "../../errors/user-error";
import { makePrivateFolder, PRIVATE_FILE_MODE, writePrivateFile } from "../home/private-files";

/** Options of {@link LineJournal}. */
export interface LineJournalProps<Entry> {
  /** Created with the first entry, with its folder. */
  readonly file: string;
  /** Its first line, which a file that is read must have. @default - none */
  readonly header?: string;
  /** Whether the JSON of a line is an entry. */
  readonly accepts: (value: unknown) => value is Entry;
  /** Gets each entry of the file, in the order in which they were added. */
  readonly apply: (entry: Entry) => void;
  /** The error for a file that can't be read from a line on; the file stays as it is. */
  readonly unreadable: (line: number) => UserError;
}

/**
 * An append-only file with one JSON entry a line, from which a state is rebuilt.
 *
 * An entry counts once its line is complete: a process that is killed while it writes leaves a line without an end,
 * which the next one removes. Nothing is flushed to the disk: what a killed process has written is in the system's
 * cache and stays. A power failure may lose the last entries.
 */
export class LineJournal<Entry> {
  private size = 0;
  private lines = 0;

  /** Reads the file, if there is one. @throws UserError if it can't be read */
  constructor(private readonly props: LineJournalProps<Entry>) {
    if (existsSync(props.file)) this.read();
  }

  /** How many entries the file has, obsolete ones as well. */
  get entries(): number {
    return this.lines;
  }

  /** Bytes of the file. */
  get bytes(): number {
    return this.size;
  }

  /**
   * Adds entries; they are kept when it returns, all of them or, if it throws, none.
   *
   * @throws the system's error, for example of a full disk
   */
  append(entries: readonly Entry[]): void {
    const { file } = this.props;
    if (this.size === 0) makePrivateFolder(path.dirname(file));
    const begin = this.size === 0 ? this.header : "";
    const bytes = Buffer.from(begin + linesOf(entries));
    const descriptor = openSync(file, "a", PRIVATE_FILE_MODE);
    try {
      for (let written = 0; written < bytes.length;) {
        written += writeSync(descriptor, bytes, written);
      }
    } catch (error) {
      ftruncateSync(descriptor, this.size);
      throw error;
    } finally {
      closeSync(descriptor);
    }
    this.size += bytes.length;
    this.lines += entries.length;
  }

  /** Replaces all entries at once. */
  rewrite(entries: readonly Entry[]): void {
    const content = this.header + linesOf(entries);
    writePrivateFile(this.props.file, content);
    this.size = Buffer.byteLength(content);
    this.lines = entries.length;
  }

  private get header(): string {
    const { header } = this.props;
    return header === undefined ? "" : `${header}\n`;
  }

  private read(): void {
    const { file, header, accepts, apply, unreadable } = this.props;
    const bytes = readFileSync(file);
    this.size = bytes.lastIndexOf("\n") + 1;
    const lines = bytes.toString("utf8", 0, this.size).split("\n").slice(0, -1);
    if (header !== undefined && lines[0] !== header && this.size > 0) throw unreadable(1);
    const first = header === undefined ? 0 : 1;
    lines.slice(first).forEach((line, index) => {
      const entry = parse(line);
      if (!accepts(entry)) throw unreadable(first + index + 1);
      apply(entry);
    });
    this.lines = Math.max(0, lines.length - first);
    if (this.size < bytes.length) truncateSync(file, this.size);
  }
}

function linesOf(entries: readonly unknown[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

/** @returns undefined, which is no JSON, for a text that is none */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
