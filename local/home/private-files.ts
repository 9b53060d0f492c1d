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
  writeSync,
} from "node:fs";
import path from "node:path";
import { errorCode } from "../error-code";

/** Only the owner may do anything with it. */
export const PRIVATE_FOLDER_MODE = 0o700;
/** Only the owner may read and write it. */
export const PRIVATE_FILE_MODE = 0o600;

const PRIVATE_UMASK = 0o077;

/**
 * Has all files that some work makes, by its child processes too, be their owner's alone.
 *
 * @param work must be synchronous: the umask is one for the whole process
 */
export function withPrivateUmask<Result>(work: () => Result): Result {
  const before = process.umask(PRIVATE_UMASK);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}

/** From now on all files that this process and its children make are their owner's alone. */
export function usePrivateUmask(): void {
  process.umask(PRIVATE_UMASK);
}

/** Makes a folder, and those above it that are missing, for its owner alone. */
export function makePrivateFolder(folder: string): void {
  withPrivateUmask(() => {
    for (const missing of missingFolders(path.resolve(folder))) makeOne(missing);
  });
}

/** From the top down. Node.js's own recursive mkdir tries without end in a file system that makes no folders, as /proc. */
function missingFolders(folder: string): string[] {
  if (existsSync(folder)) return [];
  const parent = path.dirname(folder);
  return [...(parent === folder ? [] : missingFolders(parent)), folder];
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: PRIVATE_FOLDER_MODE });
  } catch (error) {
    // Another command made it meanwhile.
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/** Puts a file in place whole: who reads it meanwhile sees the old one or the new one. */
export function writePrivateFile(file: string, content: string): void {
  const draft = `${file}.${process.pid}.draft`;
  rmSync(draft, { force: true });
  // `wx` follows no link that somebody laid there.
  const descriptor = openSync(draft, "wx", PRIVATE_FILE_MODE);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
}

/** Takes from everybody but the owner what modes give them, below a folder too. Links are left alone. */
export function makePrivate(file: string): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.isSymbolicLink()) return;
  // What goes on in the folder may remove a file at any time.
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
