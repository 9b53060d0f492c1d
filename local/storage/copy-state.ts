import { chmodSync, constants, copyFileSync, linkSync, lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../../errors/error-code";
import { PRIVATE_FILE_MODE, makePrivateFolder } from "../home/private-files";
import { sealedFiles } from "./append-log";

/** Folders of a state, by their paths, whose files are written once and then only removed. */
const WRITTEN_ONCE = /^(s3\/[^/]+\/contents\/[^/]+|lambda\/packages)$/;

/** What a copy of a state took. */
export interface CopiedState {
  /** Files that only their names were copied of. */
  readonly shared: number;
  readonly copied: number;
}

/**
 * Copies a state folder, to which nothing may be written at the same time. Files whose content never changes again are not
 * copied but get another name, so that neither disk space nor time grows with the objects of the lake; where the file
 * system can't do that, they are copied.
 *
 * @param to must not exist
 * @throws Error for anything but files and folders, which no part of a state makes, or the system's error
 */
export function copyState(from: string, to: string): CopiedState {
  const totals = { shared: 0, copied: 0 };
  const copyFolder = (folder: string): void => {
    const names = readdirSync(path.join(from, folder));
    const sealed = sealedFiles(names);
    const isWrittenOnce = WRITTEN_ONCE.test(folder.split(path.sep).join("/"));
    makePrivateFolder(path.join(to, folder));
    for (const name of names) {
      const file = path.join(folder, name);
      const [source, target] = [path.join(from, file), path.join(to, file)];
      const found = lstatSync(source);
      if (found.isDirectory()) {
        copyFolder(file);
      } else if (!found.isFile()) {
        throw new Error(`${source} is neither a file nor a folder`);
      } else if ((isWrittenOnce || sealed.has(name)) && share(source, target)) {
        totals.shared += 1;
      } else {
        copyFile(source, target);
        totals.copied += 1;
      }
    }
  };
  copyFolder("");
  return totals;
}

/** Copies a file, without its content where the file system can delay that until one of both changes. */
export function copyFile(source: string, target: string): void {
  const { COPYFILE_EXCL, COPYFILE_FICLONE } = constants;
  copyFileSync(source, target, COPYFILE_EXCL | COPYFILE_FICLONE);
  chmodSync(target, PRIVATE_FILE_MODE);
}

/** @returns whether the file has the other name too; false where its file system allows no more names, or none there */
function share(source: string, target: string): boolean {
  try {
    linkSync(source, target);
    return true;
  } catch (error) {
    if (/^(EXDEV|EMLINK|EPERM|ENOTSUP|ENOSYS)$/.test(errorCode(error) ?? "")) return false;
    throw error;
  }
}
