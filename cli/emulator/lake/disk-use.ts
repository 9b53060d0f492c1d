import type { Stats } from "node:fs";
import { lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import type { LakeHome } from "../../../local/home/lake-home";
import { byteCount } from "../../terminal/byte-count";
import { NEEDED_BYTES, freeBytes } from "./free-space";

/** Disk use of one part of the lake. */
export interface PartUse {
  /** For example `objects`. */
  readonly part: string;
  readonly bytes: number;
}

/** Disk use of a lake, where it stays, and that of its snapshots. */
export interface DiskUse {
  /** The folder that holds the lake. */
  readonly folder: string;
  /** Of all parts, without the snapshots. */
  readonly bytes: number;
  /** The largest first; without those that are empty. */
  readonly parts: readonly PartUse[];
  /** What deleting all snapshots would free. */
  readonly snapshotBytes: number;
  /** What can still be written. */
  readonly freeBytes: number;
}

/** What the folders of the state hold; others are named as they are. */
const PARTS: Readonly<Record<string, string>> = {
  s3: "objects",
  kinesis: "streams",
  "control-plane": "catalog and configuration",
  athena: "query executions",
  lambda: "functions",
  firehose: "deliveries",
  glue: "crawls",
};

/** Files in the state folder itself describe the lake, and belong to no part. */
const OTHER = "records of the deployment";

/** Measures what a lake takes on disk. Parts are the folders of its state, Terraform's state and its scratch folder. */
export function diskUse(home: LakeHome): DiskUse {
  const counted = new Set<string>();
  const state = entriesOf(home.stateFolder).map((name) => path.join(home.stateFolder, name));
  const folders = state.filter((file) => statOf(file)?.isDirectory() === true);
  const parts = [
    ...folders.map((folder) => ({ part: partOf(folder), bytes: bytesOf(folder, counted) })),
    {
      part: OTHER,
      bytes: state
        .filter((file) => !folders.includes(file))
        .reduce((sum, file) => sum + bytesOf(file, counted), 0),
    },
    { part: "Terraform", bytes: bytesOf(home.terraformFolder, counted) },
    { part: "scratch", bytes: bytesOf(home.scratchFolder, counted) },
  ]
    .filter(({ bytes }) => bytes > 0)
    .sort((one, other) => other.bytes - one.bytes);
  return {
    folder: home.runFolder,
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    parts,
    // Files that a snapshot shares with the lake are counted there.
    snapshotBytes: bytesOf(home.snapshotsFolder, counted),
    freeBytes: freeBytes(home.folder),
  };
}

/** The largest parts of a lake with their sizes, for a sentence. */
export function describeParts({ parts }: Pick<DiskUse, "parts">): string {
  return parts.map(({ part, bytes }) => `${part} ${byteCount(bytes)}`).join(", ") || "nothing";
}

/** The disk use of a lake in one line, and a warning if the disk is nearly full. */
export function describeDiskUse(use: DiskUse): string {
  const { folder, bytes, snapshotBytes, freeBytes: free } = use;
  const snapshots = snapshotBytes === 0 ? "" : ` Snapshots take ${byteCount(snapshotBytes)} more.`;
  return [
    `Disk: ${byteCount(bytes)} in ${folder} (${describeParts(use)}).${snapshots} ${byteCount(free)} are free.`,
    ...(free < NEEDED_BYTES
      ? [`The disk is nearly full: less than ${byteCount(NEEDED_BYTES)} are free. ${MORE_SPACE}`]
      : []),
  ].join("\n");
}

/** How to get space from a lake. */
export const MORE_SPACE =
  "Delete snapshots (npx lake snapshot list), objects, or the lake (npx lake down --delete).";

function partOf(folder: string): string {
  const name = path.basename(folder);
  return PARTS[name] ?? name;
}

/**
 * Bytes of the blocks of a file, or of a folder with everything below it; links are not followed.
 *
 * @param counted files with several names that were counted already, by device and number; this call adds to them
 * @param counts whether a file counts. @default - all do
 */
export function bytesOf(
  file: string,
  counted = new Set<string>(),
  counts: (found: Stats) => boolean = () => true,
): number {
  const found = statOf(file);
  if (found === undefined) return 0;
  const { dev, ino, nlink } = found;
  if (found.isDirectory()) {
    return entriesOf(file).reduce(
      (sum, name) => sum + bytesOf(path.join(file, name), counted, counts),
      0,
    );
  }
  if (!counts(found)) return 0;
  if (nlink > 1) {
    const identity = `${dev} ${ino}`;
    if (counted.has(identity)) return 0;
    counted.add(identity);
  }
  // In units of 512 bytes on every system.
  return found.blocks * 512;
}

/** A running embedded AWS may remove a file at any time. */
function statOf(file: string): Stats | undefined {
  return lstatSync(file, { throwIfNoEntry: false });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
