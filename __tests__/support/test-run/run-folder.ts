import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Creates the folder for temporary files of a test run. */
export function makeRunFolder(): string {
  return mkdtempSync(path.join(realpathSync(tmpdir()), "lake-test-run-"));
}

/** Removes the folder of a run with all remaining files. */
export function removeRunFolder(folder: string): void {
  // A process that was just killed may still have written.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
