import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../../errors/user-error";
import { jsonFile, readJsonFile } from "../../../local/home/json-file";
import { lakeHome } from "../../../local/home/lake-home";
import type { LakeHome } from "../../../local/home/lake-home";
import { writePrivateFile } from "../../../local/home/private-files";
import type { StateFormat } from "../../../local/storage/state-format";

/** Version of the layout of a snapshot's folder. */
const SNAPSHOT_FORMAT = 1;

const RECORD_FILE = "snapshot.json";

/** Lower case only: some file systems do not distinguish it. */
const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Folders of snapshots that are being saved or deleted; no name has a dot. */
const UNFINISHED = /^\.[a-z0-9-]+\.\d+\.(draft|deleted)$/;

/** What is known of a snapshot without loading it. */
export interface SnapshotRecord {
  /** When it was saved: ISO 8601, UTC. */
  readonly savedAt: string;
  /** Whether the embedded AWS ran then, so that the lake is as it would be had it been killed at that moment. */
  readonly running: boolean;
  /** Names of the deployed datasets. */
  readonly datasets: readonly string[];
  /** Format of the lake's state, and the versions that wrote it. */
  readonly state: StateFormat;
}

const text = { type: "string", maxLength: 100 } as const;

const recordFile = jsonFile<SnapshotRecord & { readonly format: number }>(
  "The record of a snapshot",
  "Use the version that saved it, or delete it: npx lake snapshot delete",
  {
    type: "object",
    properties: {
      // Any version, so that a later one is named.
      format: { type: "integer", minimum: 1 },
      savedAt: text,
      running: { type: "boolean" },
      datasets: { type: "array", items: { type: "string" } },
      state: {
        type: "object",
        properties: {
          format: { type: "integer" },
          writtenBy: {
            type: "object",
            properties: { project: text, moto: text, python: text },
            required: ["project", "moto", "python"],
          },
        },
        required: ["format", "writtenBy"],
      },
    },
    required: ["format", "savedAt", "running", "datasets", "state"],
  },
);

/** @throws UserError for a name that no snapshot can have */
export function requireSnapshotName(name: string): void {
  if (NAME.test(name)) return;
  throw new UserError(
    `${JSON.stringify(name)} is not the name of a snapshot: expected lower-case letters, digits and hyphens, at most 63, the first no hyphen.`,
    "Choose another name, such as before-the-test.",
  );
}

/** The folder of a snapshot, with the same folders of a lake as a home. */
export function snapshotHome(home: LakeHome, name: string): LakeHome {
  return lakeHome({ LAKE_HOME: path.join(home.snapshotsFolder, name) });
}

/** @throws UserError if there is no snapshot of that name */
export function requireSnapshot(home: LakeHome, name: string): LakeHome {
  requireSnapshotName(name);
  const snapshot = snapshotHome(home, name);
  if (existsSync(snapshot.folder)) return snapshot;
  const others = snapshotNames(home);
  throw new UserError(
    `There is no snapshot "${name}" in ${home.snapshotsFolder}.`,
    others.length === 0
      ? `Save one: npx lake snapshot save ${name}`
      : `There is ${others.join(", ")}.`,
  );
}

/** Names of the snapshots of a home, in their order. */
export function snapshotNames({ snapshotsFolder }: LakeHome): string[] {
  return entriesOf(snapshotsFolder)
    .filter((name) => NAME.test(name))
    .sort();
}

/** Removes what saving or deleting one has left that was killed. Only the holder of the home's lock may call it. */
export function removeUnfinished({ snapshotsFolder }: LakeHome): void {
  for (const name of entriesOf(snapshotsFolder)) {
    if (!UNFINISHED.test(name)) continue;
    rmSync(path.join(snapshotsFolder, name), { recursive: true, force: true });
  }
}

/** A folder that is no snapshot, in which one is written, or to which one is renamed before it is removed. */
export function unfinishedHome(home: LakeHome, name: string, what: "draft" | "deleted"): LakeHome {
  return snapshotHome(home, `.${name}.${process.pid}.${what}`);
}

/** @throws UserError if the record is missing, damaged, or of another version */
export function readSnapshot({ folder }: LakeHome): SnapshotRecord {
  const found = readJsonFile(path.join(folder, RECORD_FILE), recordFile);
  const name = path.basename(folder);
  if (found === undefined) {
    throw new UserError(
      `The snapshot "${name}", ${folder}, has no ${RECORD_FILE}, so nobody knows what it holds. Nothing was changed.`,
      `Restore the file, or delete the snapshot: npx lake snapshot delete ${name}`,
    );
  }
  const { format, ...record } = found;
  if (format === SNAPSHOT_FORMAT) return record;
  const { project } = record.state.writtenBy;
  throw new UserError(
    `The snapshot "${name}", ${folder}, has format ${format}, saved by version ${project} of this project; this version reads format ${SNAPSHOT_FORMAT}. Nothing was changed.`,
    `Use version ${project}, or delete the snapshot: npx lake snapshot delete ${name}`,
  );
}

/** Writes the record of a snapshot. */
export function writeSnapshot({ folder }: LakeHome, record: SnapshotRecord): void {
  const content = { format: SNAPSHOT_FORMAT, ...record };
  writePrivateFile(path.join(folder, RECORD_FILE), `${JSON.stringify(content)}\n`);
}

function entriesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
