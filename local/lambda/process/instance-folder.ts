import { randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Bytes that a file or a folder takes at least, so that a great many empty ones count too. */
const MINIMUM_BYTES = 4096;

/** Makes the folder that is `/tmp` to one instance of a function. */
export async function createInstanceFolder(parent: string): Promise<string> {
  const folder = join(parent, "instances", randomUUID());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Removes such a folder, whatever the function made of it. */
export async function removeInstanceFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Whether a folder holds more than this.
 *
 * @param limitBytes looking ends when they are found, so that it takes no longer the more there is
 */
export async function exceedsSize(folder: string, limitBytes: number): Promise<boolean> {
  let bytes = 0;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    // The function may have removed what was listed a moment ago.
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
