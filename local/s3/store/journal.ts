import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { UserError } from "../../../errors/user-error";
import { PRIVATE_FILE_MODE } from "../../home/private-files";

/** Version of the format; a journal of another one is neither read nor changed. */
const FORMAT = 1;
const HEADER = `${JSON.stringify({ format: FORMAT })}\n`;

/** The journal is rewritten when it has this many bytes, and more than half of its entries are obsolete. */
const COMPACTION_BYTES = 1024 * 1024;

/**
 * An append-only file with one JSON entry a line, from which a state is rebuilt.
 *
 * An entry counts once its line is complete: a process that is killed while it writes leaves a line without an end,
 * which the next one removes. Nothing is flushed to the disk: what a killed process has written is in the system's
 * cache and stays. A power failure may lose the last entries.
 */
export class Journal<Entry> {
  private descriptor: number;
  private length: number;
  private entries: number;

  private constructor(
    private readonly file: string,
    entries: number,
  ) {
    this.entries = entries;
    this.descriptor = openSync(file, "r+");
    this.length = 0;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param apply gets each entry, in the order in which they were added
   * @throws UserError if another version of the project wrote it, or it is damaged; the file stays as it is
   */
  static open<Entry>(file: string, apply: (entry: Entry) => void): Journal<Entry> {
    if (!existsSync(file)) replace(file, HEADER);
    const bytes = readFileSync(file);
    const end = bytes.lastIndexOf("\n") + 1;
    const [header = "", ...lines] = bytes.toString("utf8", 0, end).split("\n").slice(0, -1);
    if (`${header}\n` !== HEADER) throw unreadable(file, 1);
    lines.forEach((line, index) => {
      let entry: Entry;
      try {
        // Only this class writes the file, entries of this type.
        entry = JSON.parse(line) as Entry;
      } catch {
        throw unreadable(file, index + 2);
      }
      apply(entry);
    });
    const journal = new Journal<Entry>(file, lines.length);
    journal.length = end;
    if (end < bytes.length) ftruncateSync(journal.descriptor, end);
    return journal;
  }

  /**
   * Adds entries; they are kept when it returns, all of them or, if it throws, none.
   *
   * @throws the system's error, for example of a full disk
   */
  append(entries: readonly Entry[]): void {
    const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    let written = 0;
    try {
      while (written < bytes.length) {
        const place = this.length + written;
        written += writeSync(this.descriptor, bytes, written, bytes.length - written, place);
      }
    } catch (error) {
      ftruncateSync(this.descriptor, this.length);
      throw error;
    }
    this.length += bytes.length;
    this.entries += entries.length;
  }

  /** Whether most of it is obsolete. @param live number of entries that the present state needs */
  isObsolete(live: number): boolean {
    return this.length > COMPACTION_BYTES && this.entries > 2 * live;
  }

  /** Replaces all entries at once. */
  rewrite(entries: Iterable<Entry>): void {
    const lines = [...entries].map((entry) => `${JSON.stringify(entry)}\n`);
    const content = HEADER + lines.join("");
    replace(this.file, content);
    closeSync(this.descriptor);
    this.descriptor = openSync(this.file, "r+");
    this.length = Buffer.byteLength(content);
    this.entries = lines.length;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** A reader finds either the old file or the new one. */
function replace(file: string, content: string): void {
  const draft = `${file}.draft`;
  writeFileSync(draft, content, { mode: PRIVATE_FILE_MODE });
  renameSync(draft, file);
}

function unreadable(file: string, line: number): UserError {
  return new UserError(
    `The index of a bucket, ${file}, can't be read from line ${line} on: another version wrote it, or it is damaged.`,
    "Nothing was changed. Use the version that wrote it, or move the folder of the bucket away.",
  );
}
