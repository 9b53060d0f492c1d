import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A lock file as it was found. */
export interface LockFile {
  /** Where it lies, for people: `config/datasets/sample_events.lock.json`. */
  readonly path: string;
  readonly text: string;
}

const ending = ".lock.json";

/** Path of a dataset's lock in the project, for people. */
export function lockPath(dataset: string): string {
  return `config/datasets/${dataset}${ending}`;
}

/** Name of a dataset's lock in the folder of datasets. */
export function lockFileName(dataset: string): string {
  return `${dataset}${ending}`;
}

/**
 * Reads every lock in the folder of datasets.
 *
 * @param folder the project's `config/datasets`, wherever the project lies
 */
export function readLockFiles(folder: string): LockFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({
      path: lockPath(name.slice(0, -ending.length)),
      text: readFileSync(join(folder, name), "utf8"),
    }));
}
