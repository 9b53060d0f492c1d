import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import { makePrivateFolder, PRIVATE_FILE_MODE, writePrivateFile } from "../home/private-files";

/** Lines of replaced and deleted entries, besides as many as there are entries, after which the file is rewritten. */
const MOST_OBSOLETE_LINES = 1000;

/**
 * Opens a map that is kept in a file of the state folder.
 *
 * @param part the part's subfolder
 * @param name of the file, without extension
 * @throws UserError if the file is damaged
 */
export function openMap<Value>(stateFolder: string, part: string, name: string): DurableMap<Value> {
  return new DurableMap(path.join(stateFolder, part, `${name}.jsonl`));
}

/**
 * A map whose entries are kept in a file. Each change is written as one line, with one system call, before the method
 * returns: no kill of the process loses it, and a line that a kill left incomplete is removed when the map is opened.
 * The file is not synchronized with the disk.
 *
 * Values are JSON; a change inside a value is not recorded.
 */
export class DurableMap<Value> extends Map<string, Value> {
  /** Lines in the file. */
  private lines = 0;
  private isOpen = false;

  /** @throws UserError if the file is damaged */
  constructor(private readonly file: string) {
    super();
    if (existsSync(file)) this.read();
    this.isOpen = true;
  }

  override set(key: string, value: Value): this {
    super.set(key, value);
    // Map's constructor calls it as well.
    if (this.isOpen) this.append([key, value]);
    return this;
  }

  override delete(key: string): boolean {
    const existed = super.delete(key);
    if (existed) this.append([key]);
    return existed;
  }

  override clear(): void {
    for (const key of [...this.keys()]) this.delete(key);
  }

  private read(): void {
    const text = readFileSync(this.file, "utf8");
    const end = text.lastIndexOf("\n") + 1;
    if (end < text.length) truncateSync(this.file, Buffer.byteLength(text.slice(0, end)));
    for (const line of text.slice(0, end).split("\n").slice(0, -1)) {
      this.lines += 1;
      const [key, value] = this.parse(line);
      if (value === undefined) super.delete(key);
      else super.set(key, value);
    }
    this.rewriteIfObsolete();
  }

  private parse(line: string): readonly [string, Value?] {
    try {
      const entry: unknown = JSON.parse(line);
      // Only this class writes the file, which is the user's own.
      if (Array.isArray(entry) && typeof entry[0] === "string") return entry as [string, Value?];
    } catch {
      // Falls through to the error below.
    }
    throw new UserError(
      `The lake's state is damaged: line ${this.lines} of ${this.file} can't be read. Nothing was changed.`,
      "Restore the file, or delete the lake with everything in it: npx lake down --delete",
    );
  }

  private append(entry: readonly [string, Value?]): void {
    if (this.lines === 0) makePrivateFolder(path.dirname(this.file));
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`, { mode: PRIVATE_FILE_MODE });
    this.lines += 1;
    this.rewriteIfObsolete();
  }

  private rewriteIfObsolete(): void {
    if (this.lines <= 2 * this.size + MOST_OBSOLETE_LINES) return;
    const lines = [...this].map((entry) => `${JSON.stringify(entry)}\n`);
    writePrivateFile(this.file, lines.join(""));
    this.lines = this.size;
  }
}
