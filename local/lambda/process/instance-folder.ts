import { randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Minimum size of a file or folder, so that many empty ones count as well. */
const MINIMUM_BYTES = 4096;

/** Creates the folder that is `/tmp` for one instance of a function. */
export async function createInstanceFolder(parent: string): Promise<string> {
  const folder = join(parent, "instances", randomUUID());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Removes such a folder with all its content. */
export async function removeInstanceFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Whether the content of a folder exceeds a size.
 *
 * @param limitBytes the search ends once it is exceeded
 */
export async function exceedsSize(folder: string, limitBytes: number): Promise<boolean> {
  let bytes = 0;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    // The function may remove files at any time.
    const entries = await readdir(next, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) folders.push(path);
      const size = await lstat(path).then(
        ({ blocks }) => blocks * 512,
        () => 0,
      );
      bytes += Math.max(size, MINIMUM_BYTES);
      if (bytes > limitBytes) return true;
    }
  }
  return false;
}
