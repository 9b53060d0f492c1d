import { linkSync } from "node:fs";
import { copyFile, link } from "node:fs/promises";

/**
 * Hard-links the file of a stored object: the link keeps its content when the object is deleted or replaced. It waits
 * for the system, which takes microseconds; a query may link thousands.
 *
 * @returns false if the object was deleted or replaced since it was listed, or it is on another file system
 */
export function linkStored(file: string, own: string): boolean {
  try {
    linkSync(file, own);
    return true;
  } catch {
    return false;
  }
}

/** Hard-links a file, or copies it where links are not supported. @returns false if the file does not exist */
export async function linkOrCopy(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to).catch((error: unknown) => {
      if (isMissing(error)) throw error;
      return copyFile(from, to);
    });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}
