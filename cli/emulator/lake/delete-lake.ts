import { rmSync } from "node:fs";
import type { LakeHome } from "../../../local/home/lake-home";
import { removeLake } from "../../../local/home/replace-lake";

/** Deletes the lake of a home and its log. Its embedded AWS must not run. Snapshots and installed tools stay. */
export function deleteLake(home: LakeHome): void {
  const { logFile, trinoLogFile } = home;
  removeLake(home);
  for (const file of [logFile, `${logFile}.before`, trinoLogFile]) rmSync(file, { force: true });
}
