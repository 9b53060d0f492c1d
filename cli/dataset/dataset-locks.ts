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

/** The datasets whose locks are read, and the folder of the locks. */
export interface DatasetLocksProps {
  readonly datasets: readonly Dataset[];
  /** @default - the partitions of environments are not compared */
  readonly environments?: readonly Environment[];
  /** The project's `config/datasets`. */
  readonly folder: string;
}

/** One dataset's lock, compared with the dataset. */
export interface DatasetLock {
  readonly dataset: string;
  readonly file: string;
  /** Version of the lock; null if there is none. */
  readonly lockedVersion: number | null;
  /** Version that the lock should have. */
  readonly version: number;
  /** Schema fingerprint, which is part of the names of Parquet objects. */
  readonly schema: string;
  readonly changes: readonly LockedChange[];
}

/** One difference between a lock and its dataset. */
export interface LockedChange extends Pick<EvaluatedChange, "verdict" | "effect"> {
  readonly change: string;
}

/** All locks, and why they can't be updated. */
export interface DatasetLocks {
  readonly locks: readonly DatasetLock[];
  /** One line each; empty if everything may be locked. */
  readonly violations: readonly string[];
  /** Writes every lock that is missing or out of date; only allowed without violations. */
  readonly write: () => Promise<void>;
}

/** Compares every dataset with its lock. */
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
