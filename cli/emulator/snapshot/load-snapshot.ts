import { renameSync, rmSync } from "node:fs";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import type { LakeHome } from "../../../local/home/lake-home";
import { makePrivateFolder } from "../../../local/home/private-files";
import { lakeDraft, replaceLake } from "../../../local/home/replace-lake";
import { checkStateFormat } from "../../../local/storage/state-format";
import type { StateWriter } from "../../../local/storage/state-format";
import { copyKept } from "./save-snapshot";
import { readSnapshot, requireSnapshot, unfinishedHome } from "./snapshot-folder";
import type { SnapshotRecord } from "./snapshot-folder";

/**
 * Checks that a snapshot can be loaded.
 *
 * @param reader the versions that would read its state
 * @throws UserError if there is none, or these versions can't read it; it stays as it is
 */
export function checkSnapshot(home: LakeHome, name: string, reader: StateWriter): SnapshotRecord {
  const snapshot = requireSnapshot(home, name);
  const record = readSnapshot(snapshot);
  checkStateFormat(snapshot.stateFolder, reader, {
    name: `The state of the snapshot "${name}"`,
    deletion: `delete the snapshot: npx lake snapshot delete ${name}`,
  });
  return record;
}

/**
 * Makes a copy of a snapshot the lake of a home, in place of the one that is there: at once, so that a kill leaves the one
 * or the other. The embedded AWS must not run, and this command must have the lock of the home.
 *
 * @throws UserError if it can't be copied; the lake stays as it is then
 */
export function loadSnapshot(home: LakeHome, name: string): void {
  const draft = lakeDraft(home);
  try {
    makePrivateFolder(draft);
    copyKept(requireSnapshot(home, name), draft);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new UserError(
      `The snapshot "${name}" could not be copied: ${messageOf(error)}. The lake is as it was.`,
      "Make room if the disk is full, then try again.",
    );
  }
  replaceLake(home);
}

/** Deletes a snapshot. This command must have the lock of the home. */
export function deleteSnapshot(home: LakeHome, name: string): void {
  const { folder } = requireSnapshot(home, name);
  const deleted = unfinishedHome(home, name, "deleted");
  // At once: what a kill leaves of it must not be taken for a snapshot.
  renameSync(folder, deleted.folder);
  rmSync(deleted.folder, { recursive: true, force: true });
}
