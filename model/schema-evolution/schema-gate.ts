import { printable } from "../../errors/printable";
import type { Dataset } from "../dataset/dataset";
import { violationLine } from "../validation/config-violation";
import type { ConfigViolation } from "../validation/config-violation";
import { isSchemaLock, parseSchemaLock } from "./parse-schema-lock";
import { changeText, compareSchemas } from "./schema-changes";
import type { SchemaChange } from "./schema-changes";
import type { PartitioningEnvironment } from "./environment-partitions";
import { schemaOf } from "./schema-lock";
import type { PublishedSchema, SchemaLock } from "./schema-lock";
import { lockPath } from "./schema-lock-files";
import type { LockFile } from "./schema-lock-files";

/** Documentation of schema changes. */
const documentation = "docs/data/schema-evolution.md";

/** A dataset compared with its lock. */
export interface LockState {
  readonly dataset: Dataset;
  /** The schema that the dataset declares. */
  readonly declared: PublishedSchema;
  /** @default - no schema is published under this name yet */
  readonly lock?: SchemaLock;
  readonly changes: readonly EvaluatedChange[];
}

/** A change and the verdict of the gate. */
export interface EvaluatedChange extends SchemaChange {
  readonly verdict: "compatible" | "accepted" | "breaking";
}

/** Result of the gate. */
export interface GateReport {
  /** Reasons why nothing may be deployed, one line each. */
  readonly violations: readonly string[];
  /** Changes that pass but are not in the locks yet, one line each. */
  readonly notes: readonly string[];
  /** Every dataset whose lock could be parsed or does not exist yet. */
  readonly states: readonly LockState[];
}

/**
 * Compares the datasets with their locks.
 *
 * @param environments @default - the partitions of environments are not compared
 */
export function checkSchemaLocks(
  datasets: readonly Dataset[],
  files: readonly LockFile[],
  environments?: readonly PartitioningEnvironment[],
): GateReport {
  const parsed = files.map((file) => parseSchemaLock(file));
  const locks = parsed.filter(isSchemaLock);
  const unreadable = parsed.flatMap((each) => (isSchemaLock(each) ? [] : [each]));
  const states = datasets
    // A lock that can't be parsed is not a missing lock.
    .filter(({ name }) => !unreadable.some(({ path }) => path.startsWith(lockPath(name))))
    .map((dataset) =>
      evaluate(
        dataset,
        schemaOf(dataset, environments),
        locks.find((lock) => lock.dataset === dataset.name),
      ),
    );
  const orphans = locks.filter((lock) => !datasets.some(({ name }) => name === lock.dataset));
  return {
    violations: [
      ...unreadable.map(violationLine),
      ...orphans.map(({ dataset }) => violationLine(orphanViolation(dataset))),
      ...states.flatMap(violationsOf).map(printable),
    ],
    notes: states.flatMap(describePendingChanges).map(printable),
    states,
  };
}

function evaluate(
  dataset: Dataset,
  declared: PublishedSchema,
  lock: SchemaLock | undefined,
): LockState {
  if (lock === undefined) return { dataset, declared, changes: [] };
  const accepted = nextAcceptances(lock).map((each) => each.change);
  const changes = compareSchemas(lock, declared).map((change): EvaluatedChange => {
    const known = accepted.includes(changeText(change));
    const isAccepted = known && change.acceptable !== false;
    const verdict = change.compatible ? "compatible" : isAccepted ? "accepted" : "breaking";
    return { ...change, verdict };
  });
  return { dataset, declared, lock, changes };
}

function describePendingChanges({ dataset, lock, changes }: LockState): string[] {
  const text =
    lock === undefined
      ? "has no schema lock yet"
      : `has changes that are not in its lock yet: ${changes.map(changeText).join("; ")}`;
  return lock !== undefined && changes.length === 0
    ? []
    : [
        `datasets.${dataset.name} ${text}. Run: npx lake dataset lock`,
        // A reminder before the deploy: the change may have been accepted long ago and by someone else.
        ...changes
          .filter(({ verdict }) => verdict === "accepted")
          .map(
            (each) => `datasets.${dataset.name}.${changeText(each)} is accepted: ${each.effect}`,
          ),
      ];
}

function nextAcceptances({ accepted, version }: SchemaLock): SchemaLock["accepted"] {
  return accepted.filter((each) => each.version === version + 1);
}

function violationsOf({ dataset, lock, changes }: LockState): string[] {
  if (lock === undefined) return [];
  const texts = changes.map(changeText);
  const obsolete = lock.accepted.filter(
    ({ version, change }) =>
      version > lock.version && !(version === lock.version + 1 && texts.includes(change)),
  );
  return [
    ...changes
      .filter(({ verdict }) => verdict === "breaking")
      .map((change) => describeBreakingChange(dataset.name, lock.version, change)),
    ...obsolete.map(({ version, change }) =>
      violationLine({
        path: `${lockPath(dataset.name)}: accepted`,
        problem: "accepts a change that does not exist",
        received: { version, change },
        expected: `version ${lock.version + 1} and ${texts.length === 0 ? "no entry, since nothing has changed" : texts.map((text) => `"${text}"`).join(" or ")}`,
        fix: "Correct or remove the entry.",
      }),
    ),
  ];
}

function describeBreakingChange(dataset: string, version: number, change: SchemaChange): string {
  const entry = { version: version + 1, change: changeText(change), reason: "<why>" };
  const acceptance =
    change.acceptable === false
      ? "; this change can't be accepted."
      : `; or accept the change in ${lockPath(dataset)} under "accepted": ${JSON.stringify(entry)}.`;
  return [
    `datasets.${dataset}.${changeText(change)}, against its published version ${version}: ${change.effect}`,
    `Keep ${dataset} unchanged and add ${nextName(dataset)}, with a view over both${acceptance}`,
    `See ${documentation}.`,
  ].join(" ");
}

/** `orders_v3` after `orders_v2`, and `orders_v2` after `orders`. */
function nextName(dataset: string): string {
  const [, base, version] = /^(.+)_v(\d+)$/.exec(dataset) ?? [];
  return base === undefined ? `${dataset}_v2` : `${base}_v${Number(version) + 1}`;
}

function orphanViolation(dataset: string): ConfigViolation {
  return {
    path: `datasets.${dataset}`,
    problem: "was published but no longer exists",
    received: undefined,
    expected:
      "every dataset that has a lock, since without it Terraform destroys its stream, delivery stream and table",
    fix: `Restore it in config/datasets/, or delete ${lockPath(dataset)} to have it destroyed.`,
  };
}
