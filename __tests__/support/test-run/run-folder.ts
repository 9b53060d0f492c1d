import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Makes the folder in which one run of the tests has its temporary files. */
export function makeRunFolder(): string {
  return mkdtempSync(path.join(realpathSync(tmpdir()), "lake-test-run-"));
}

/** Removes a run's folder with all that is left in it. */
export function removeRunFolder(folder: string): void {
  // A process that was just ended may have been writing.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
