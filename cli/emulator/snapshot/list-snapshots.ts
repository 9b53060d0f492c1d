import { messageOf } from "../../../errors/message-of";
import type { LakeHome } from "../../../local/home/lake-home";
import { bytesOf } from "../lake/disk-use";
import { readSnapshot, snapshotHome, snapshotNames } from "./snapshot-folder";
import type { SnapshotRecord } from "./snapshot-folder";

/** A snapshot and its size. */
export interface ListedSnapshot {
  readonly name: string;
  readonly folder: string;
  /** Disk use of all that it holds. */
  readonly bytes: number;
  /** Of that, what it shares with no lake and no other snapshot: what deleting it frees. */
  readonly ownBytes: number;
  /** Undefined if it can't be read. */
  readonly record?: SnapshotRecord;
  /** Why it can't be read. */
  readonly problem?: string;
}

/** The snapshots of a home with their sizes, in the order of their names. */
export function listSnapshots(home: LakeHome): ListedSnapshot[] {
  return snapshotNames(home).map((name) => listSnapshot(home, name));
}

/** A snapshot that is there, with its size. */
export function listSnapshot(home: LakeHome, name: string): ListedSnapshot {
  const snapshot = snapshotHome(home, name);
  const { folder } = snapshot;
  const sizes = { bytes: bytesOf(folder), ownBytes: bytesOf(folder, undefined, isAlone) };
  try {
    return { name, folder, ...sizes, record: readSnapshot(snapshot) };
  } catch (error) {
    return { name, folder, ...sizes, problem: messageOf(error) };
  }
}

/** Whether a file has no other name. */
function isAlone({ nlink }: { readonly nlink: number }): boolean {
  return nlink === 1;
}
