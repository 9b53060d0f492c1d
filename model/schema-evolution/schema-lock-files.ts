import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Path and content of a lock file. */
export interface LockFile {
  /** Path for messages: `config/datasets/sample_events.lock.json`. */
  readonly path: string;
  readonly text: string;
}

const extension = ".lock.json";

/** Path of a dataset's lock in the project, for messages. */
export function lockPath(dataset: string): string {
  return `config/datasets/${dataset}${extension}`;
}

/** File name of a dataset's lock. */
export function lockFileName(dataset: string): string {
  return `${dataset}${extension}`;
}

/**
 * Reads every lock in the folder of datasets.
 *
 * @param folder path of the project's `config/datasets`
 */
export function readLockFiles(folder: string): LockFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => ({
      path: lockPath(name.slice(0, -extension.length)),
      text: readFileSync(join(folder, name), "utf8"),
    }));
}
