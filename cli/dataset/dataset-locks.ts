import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Dataset } from "../../model/dataset/dataset";
import type { Environment } from "../../model/environment/environment";
import { nextLock } from "../../model/schema-evolution/next-lock";
import { changeText } from "../../model/schema-evolution/schema-changes";
import { checkSchemaLocks } from "../../model/schema-evolution/schema-gate";
import type { EvaluatedChange } from "../../model/schema-evolution/schema-gate";
import { schemaFingerprint } from "../../model/schema-evolution/schema-fingerprint";
import { renderLock } from "../../model/schema-evolution/schema-lock";
import {
  lockFileName,
  lockPath,
  readLockFiles,
} from "../../model/schema-evolution/schema-lock-files";

/** Whose locks are looked at, and where they lie. */
export interface DatasetLocksProps {
  readonly datasets: readonly Dataset[];
  /** @default - the partitions of environments are not compared */
  readonly environments?: readonly Environment[];
  /** The project's `config/datasets`. */
  readonly folder: string;
}

/** One dataset's lock, as it is and as it should be. */
export interface DatasetLock {
  readonly dataset: string;
  readonly file: string;
  /** Version of the lock; null when there is none. */
  readonly lockedVersion: number | null;
  /** Version that the lock should have. */
  readonly version: number;
  /** By which the names of Parquet objects tell what schema they were written by. */
  readonly schema: string;
  readonly changes: readonly LockedChange[];
}

/** One difference between a lock and its dataset. */
export interface LockedChange extends Pick<EvaluatedChange, "verdict" | "effect"> {
  readonly change: string;
}

/** All locks, and why they can't be written. */
export interface DatasetLocks {
  readonly locks: readonly DatasetLock[];
  /** A line each; empty when everything may be locked. */
  readonly violations: readonly string[];
  /** Writes every lock that is missing or out of date; callable when there are no violations. */
  readonly write: () => Promise<void>;
}

/** Holds every dataset against its lock. */
export function readDatasetLocks({
  datasets,
  environments,
  folder,
}: DatasetLocksProps): DatasetLocks {
  const { violations, states } = checkSchemaLocks(datasets, readLockFiles(folder), environments);
  const outdated = states.filter(({ lock, changes }) => lock === undefined || changes.length > 0);
  return {
    violations,
    locks: states.map((state) => ({
      dataset: state.dataset.name,
      file: lockPath(state.dataset.name),
      lockedVersion: state.lock?.version ?? null,
      version: nextLock(state).version,
      schema: schemaFingerprint(state.dataset.columns),
      changes: state.changes.map((change) => ({
        change: changeText(change),
        verdict: change.verdict,
        effect: change.effect,
      })),
    })),
    write: async () => {
      for (const state of outdated) {
        const file = path.join(folder, lockFileName(state.dataset.name));
        await writeFile(file, renderLock(nextLock(state)));
      }
    },
  };
}
