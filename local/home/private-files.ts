import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { errorCode } from "../../errors/error-code";

/** Accessible only to the owner. */
export const PRIVATE_FOLDER_MODE = 0o700;
/** Readable and writable only by the owner. */
export const PRIVATE_FILE_MODE = 0o600;
/** Readable only by the owner, and writable by nobody: for a file whose content is complete. */
export const PRIVATE_COMPLETE_FILE_MODE = 0o400;

const PRIVATE_UMASK = 0o077;

/**
 * Runs work with a umask that makes all new files private, those of its child processes as well.
 *
 * @param work must be synchronous: the umask applies to the whole process
 */
export function withPrivateUmask<Result>(work: () => Result): Result {
  const before = process.umask(PRIVATE_UMASK);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}

/** Makes all new files of this process and its child processes private. */
export function usePrivateUmask(): void {
  process.umask(PRIVATE_UMASK);
}

/** Creates a private folder and its missing parents. */
export function makePrivateFolder(folder: string): void {
  withPrivateUmask(() => {
    for (const missing of missingFolders(path.resolve(folder))) makeOne(missing);
  });
}

/**
 * Parents first. Node.js's recursive mkdir never returns in a file system that does not allow new folders, such as
 * /proc.
 */
function missingFolders(folder: string): string[] {
  if (existsSync(folder)) return [];
  const parent = path.dirname(folder);
  return [...(parent === folder ? [] : missingFolders(parent)), folder];
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: PRIVATE_FOLDER_MODE });
  } catch (error) {
    // Another command created it meanwhile.
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/** Replaces a file atomically. */
export function writePrivateFile(file: string, content: string): void {
  const draft = `${file}.${process.pid}.draft`;
  rmSync(draft, { force: true });
  // `wx` does not follow a link that another user may have created.
  const descriptor = openSync(draft, "wx", PRIVATE_FILE_MODE);
  try {
    // A single write may store a part only.
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } catch (error) {
    // It would take the space that is missing.
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
}

/** Removes all permissions of other users, recursively. Links are not followed. */
export function makePrivate(file: string): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.isSymbolicLink()) return;
  // A file may be removed at any time.
  ignoringMissing(() => {
    if ((found.mode & 0o077) !== 0) chmodSync(file, found.mode & 0o700);
  });
  if (!found.isDirectory()) return;
  ignoringMissing(() => {
    for (const name of readdirSync(file)) makePrivate(path.join(file, name));
  });
}

function ignoringMissing(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
}
