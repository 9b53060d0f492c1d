import { readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../../../errors/error-code";
import type { LakeHome } from "../../../local/home/lake-home";

/** Ending of a lake that is being deleted: once it has this name, nothing reads it any more. */
const DELETED = ".deleted";

/** Deletes the lake of a home and its log. Its embedded AWS must not run. Snapshots and installed tools stay. */
export function deleteLake(home: LakeHome): void {
  const { runFolder, logFile, trinoLogFile } = home;
  try {
    // At once: what a kill leaves of it must not be taken for a lake.
    renameSync(runFolder, `${runFolder}.${process.pid}${DELETED}`);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
  removeDeleted(home);
  for (const file of [logFile, `${logFile}.before`, trinoLogFile]) rmSync(file, { force: true });
}

/** Removes what a deletion that was killed has left. */
export function removeDeleted({ folder, runFolder }: LakeHome): void {
  const name = path.basename(runFolder);
  for (const entry of readdirSync(folder)) {
    if (!entry.startsWith(`${name}.`) || !entry.endsWith(DELETED)) continue;
    rmSync(path.join(folder, entry), { recursive: true, force: true });
  }
}
