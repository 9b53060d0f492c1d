import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/** No installation takes longer: an older folder was left by a process that was killed. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/** A child process that just ended may still be writing. */
const REMOVAL = { recursive: true, force: true, maxRetries: 3 } as const;

/** A folder that is removed when the process exits, unless it is kept. */
export interface ScratchFolder {
  readonly folder: string;
  remove(): Promise<void>;
  /** The folder is not removed when the process exits. */
  keep(): void;
}

/**
 * Creates a folder for this process, and removes those of processes that were killed.
 *
 * @param parent created if it is missing
 * @param prefix start of the name; all folders with this prefix are managed by this function
 * @param inUse names of folders that are in use, whatever their age
 */
export async function makeScratchFolder(
  parent: string,
  prefix: string,
  inUse: readonly string[] = [],
): Promise<ScratchFolder> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix) || inUse.includes(name)) continue;
    await removeIfAbandoned(path.join(parent, name));
  }
  const folder = await mkdtemp(path.join(parent, prefix));
  const removeNow = (): void => rmSync(folder, REMOVAL);
  process.once("exit", removeNow);
  const keep = (): void => void process.off("exit", removeNow);
  return {
    folder,
    keep,
    async remove() {
      await rm(folder, REMOVAL);
      keep();
    },
  };
}

async function removeIfAbandoned(folder: string): Promise<void> {
  try {
    const age = Date.now() - (await stat(folder)).mtimeMs;
    if (age > ABANDONED_AFTER_MS) await rm(folder, REMOVAL);
  } catch {
    // Another process removed it first, or still uses it.
  }
}
