import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import type { LakeHome } from "../../../local/home/lake-home";
import { makePrivateFolder } from "../../../local/home/private-files";
import type { RunningEmulator } from "../../../local/home/run-file";
import { whileSuspended } from "../../../local/processes/suspend-processes";
import { copyFile, copyState } from "../../../local/storage/copy-state";
import { readStateFormat } from "../../../local/storage/state-format";
import { readDeployment } from "../deployment-record";
import { deployedDatasets } from "../lake/lake-contents";
import { findOrphanedTerraform, localFolders } from "../orphaned-terraform";
import {
  requireSnapshotName,
  snapshotHome,
  unfinishedHome,
  writeSnapshot,
} from "./snapshot-folder";
import type { SnapshotRecord } from "./snapshot-folder";

/**
 * Saves the lake of a home. A running embedded AWS is suspended as long as that takes, so that the snapshot holds the lake
 * of one moment, with everything that was acknowledged before it. This command must have the lock of the home.
 *
 * @param running the embedded AWS of the home; undefined only if none of its processes is there
 * @throws UserError if the name is invalid or taken, or there is no complete lake; nothing of the snapshot is left then
 */
export function saveSnapshot(
  home: LakeHome,
  name: string,
  running: RunningEmulator | undefined,
): SnapshotRecord {
  requireSnapshotName(name);
  const target = snapshotHome(home, name);
  if (existsSync(target.folder)) {
    throw new UserError(
      `There is a snapshot "${name}" already. Nothing was changed.`,
      `Choose another name, or delete it first: npx lake snapshot delete ${name}`,
    );
  }
  requireCompleteLake(home);
  const draft = unfinishedHome(home, name, "draft");
  try {
    makePrivateFolder(draft.runFolder);
    const processes = running === undefined ? [] : [running, running.controlPlane];
    const record = whileSuspended(processes, () => copyLake(home, draft.runFolder, running));
    writeSnapshot(draft, record);
    renameSync(draft.folder, target.folder);
    return record;
  } catch (error) {
    rmSync(draft.folder, { recursive: true, force: true });
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The snapshot "${name}" could not be saved: ${messageOf(error)}. Nothing of it is left.`,
      "Make room if the disk is full, then try again.",
    );
  }
}

/** Copies what is kept of a lake, without what can be made again, into a folder that takes the place of its folder. */
export function copyKept(home: LakeHome, runFolder: string): void {
  const below = (folder: string) => path.join(runFolder, path.relative(home.runFolder, folder));
  copyState(home.stateFolder, below(home.stateFolder));
  const terraform = below(home.terraformFolder);
  makePrivateFolder(terraform);
  for (const file of existsSync(home.terraformFolder) ? readdirSync(home.terraformFolder) : []) {
    if (!file.endsWith(".tfstate")) continue;
    copyFile(path.join(home.terraformFolder, file), path.join(terraform, file));
  }
}

function copyLake(
  home: LakeHome,
  runFolder: string,
  running: RunningEmulator | undefined,
): SnapshotRecord {
  const state = readStateFormat(home.stateFolder);
  if (state === undefined) throw noLake(home);
  const savedAt = new Date().toISOString();
  copyKept(home, runFolder);
  return { savedAt, running: running !== undefined, datasets: deployedDatasets(home), state };
}

function requireCompleteLake(home: LakeHome): void {
  if (!existsSync(home.stateFolder)) throw noLake(home);
  const { complete = false, applying = false } = readDeployment(home) ?? {};
  const terraform = localFolders(home).flatMap((each) => findOrphanedTerraform(each.stackFolder));
  if (complete && !applying && terraform.length === 0) return;
  throw new UserError(
    terraform.length > 0
      ? `Terraform works on the lake in ${home.runFolder} (process ${terraform[0]?.pid}). Nothing was saved.`
      : `The deployment of the lake in ${home.runFolder} is not complete. Nothing was saved.`,
    "Complete it first: npx lake up",
  );
}

function noLake({ runFolder }: LakeHome): UserError {
  return new UserError(`There is no lake in ${runFolder}.`, "Deploy one first: npx lake up");
}
