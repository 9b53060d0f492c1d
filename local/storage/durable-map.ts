import path from "node:path";
import { UserError } from "../../errors/user-error";
import { LineJournal } from "./line-journal";

/** Lines of replaced and deleted entries, besides as many as there are entries, after which the file is rewritten. */
const MOST_OBSOLETE_LINES = 1000;

/** Bytes of obsolete lines after which the file of an empty map is rewritten. */
const MOST_OBSOLETE_BYTES = 1024 * 1024;

/** A key with its value; without one it was deleted. */
type MapEntry<Value> = readonly [key: string, value?: Value];

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
 * A map whose entries are kept in a file. Each change is written as one line before the method returns, as
 * {@link LineJournal} keeps it.
 *
 * Values are JSON; a change inside a value is not recorded.
 */
export class DurableMap<Value> extends Map<string, Value> {
  private readonly journal: LineJournal<MapEntry<Value>>;

  /** @throws UserError if the file is damaged */
  constructor(file: string) {
    super();
    this.journal = new LineJournal<MapEntry<Value>>({
      file,
      accepts: isEntry,
      apply: ([key, value]) => {
        if (value === undefined) super.delete(key);
        else super.set(key, value);
      },
      unreadable: (line) =>
        new UserError(
          `The lake's state is damaged: line ${line} of ${file} can't be read. Nothing was changed.`,
          "Restore the file, or delete the lake with everything in it: npx lake down --delete",
        ),
    });
    this.rewriteIfObsolete();
  }

  override set(key: string, value: Value): this {
    this.append([key, value]);
    super.set(key, value);
    return this;
  }

  override delete(key: string): boolean {
    if (!this.has(key)) return false;
    this.append([key]);
    super.delete(key);
    return true;
  }

  override clear(): void {
    for (const key of [...this.keys()]) this.delete(key);
  }

  /** The file is rewritten before: if that fails, the change is not kept. */
  private append(entry: MapEntry<Value>): void {
    this.rewriteIfObsolete();
    this.journal.append([entry]);
  }

  private rewriteIfObsolete(): void {
    const { bytes, entries } = this.journal;
    const isObsolete = this.size === 0 && bytes > MOST_OBSOLETE_BYTES;
    if (!isObsolete && entries <= 2 * this.size + MOST_OBSOLETE_LINES) return;
    this.journal.rewrite([...this]);
  }
}

/** Only this class writes the file, values of this type. */
function isEntry<Value>(value: unknown): value is MapEntry<Value> {
  return Array.isArray(value) && typeof value[0] === "string";
}
