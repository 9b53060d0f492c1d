import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { makePrivateFolder } from "../../home/private-files";
import { BucketStore } from "./bucket-store";

/** Folders of buckets that are being removed; no name of a bucket has this character. */
const REMOVED = "~";

/** The objects of all buckets, in one folder with a folder for each. */
export class ObjectStore {
  private readonly buckets = new Map<string, BucketStore>();

  private constructor(private readonly folder: string) {}

  /**
   * Opens the folder, which only one process may have open.
   *
   * @throws UserError if the index of a bucket can't be read; nothing is changed then
   */
  static open(folder: string): ObjectStore {
    makePrivateFolder(folder);
    const store = new ObjectStore(folder);
    for (const name of readdirSync(folder)) {
      if (name.startsWith(REMOVED)) rmSync(path.join(folder, name), { recursive: true });
      else {
        const bucket = decodeURIComponent(name);
        store.buckets.set(bucket, new BucketStore(path.join(folder, name), bucket));
      }
    }
    return store;
  }

  /** Names of the buckets that had an object, a lifecycle configuration or an upload. */
  names(): readonly string[] {
    return [...this.buckets.keys()];
  }

  /** The objects of a bucket; undefined if it never had any. */
  find(bucket: string): BucketStore | undefined {
    return this.buckets.get(bucket);
  }

  /** The objects of a bucket, which is created empty if it had none. */
  bucket(name: string): BucketStore {
    const existing = this.buckets.get(name);
    if (existing !== undefined) return existing;
    const created = new BucketStore(this.folderOf(name), name);
    this.buckets.set(name, created);
    return created;
  }

  /** Removes everything of a bucket. */
  remove(name: string): void {
    this.buckets.get(name)?.close();
    this.buckets.delete(name);
    const folder = this.folderOf(name);
    if (!existsSync(folder)) return;
    const removed = path.join(this.folder, `${REMOVED}${path.basename(folder)}`);
    rmSync(removed, { recursive: true, force: true });
    renameSync(folder, removed);
    rmSync(removed, { recursive: true });
  }

  /** Names that differ in case only must not share a folder. */
  private folderOf(bucket: string): string {
    const name = bucket.replace(/[^a-z0-9.-]/g, (character) => {
      const code = character.charCodeAt(0).toString(16).padStart(2, "0");
      return `%${code}`;
    });
    return path.join(this.folder, name);
  }
}
