import { printable } from "../../errors/printable";
import type { Dataset } from "../dataset/dataset";
import { violationLine } from "../validation/config-violation";
import type { ConfigViolation } from "../validation/config-violation";
import { isSchemaLock, parseSchemaLock } from "./parse-schema-lock";
import { changeText, compareSchemas } from "./schema-changes";
import type { SchemaChange } from "./schema-changes";
import { schemaOf } from "./schema-lock";
import type { SchemaLock } from "./schema-lock";
import { lockPath } from "./schema-lock-files";
import type { LockFile } from "./schema-lock-files";

/** Where more is said about changes of a schema. */
const manual = "docs/data/schema-evolution.md";

/** A dataset beside its lock. */
export interface LockState {
  readonly dataset: Dataset;
  /** @default - nothing was published under this name yet */
  readonly lock?: SchemaLock;
  readonly changes: readonly EvaluatedChange[];
}

/** A change and what the gate says of it. */
export interface EvaluatedChange extends SchemaChange {
  readonly verdict: "compatible" | "accepted" | "breaking";
}

/** What the gate finds. */
export interface GateReport {
  /** Why nothing may be deployed, a line each. */
  readonly violations: readonly string[];
  /** What the locks don't know yet though it passes, a line each. */
  readonly notes: readonly string[];
  /** Every dataset whose lock could be read, or is not there yet. */
  readonly states: readonly LockState[];
}

/** Holds the datasets against their locks. */
export function checkSchemaLocks(
  datasets: readonly Dataset[],
  files: readonly LockFile[],
): GateReport {
  const parsed = files.map((file) => parseSchemaLock(file));
  const locks = parsed.filter(isSchemaLock);
  const unreadable = parsed.flatMap((each) => (isSchemaLock(each) ? [] : [each]));
  const states = datasets
    // A lock that can't be read is no missing lock.
    .filter(({ name }) => !unreadable.some(({ path }) => path.startsWith(lockPath(name))))
    .map((dataset) =>
      evaluate(
        dataset,
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

function evaluate(dataset: Dataset, lock: SchemaLock | undefined): LockState {
  if (lock === undefined) return { dataset, changes: [] };
  const accepted = nextAcceptances(lock).map((each) => each.change);
  const changes = compareSchemas(lock, schemaOf(dataset)).map((change): EvaluatedChange => {
    const known = accepted.includes(changeText(change));
    const verdict = change.compatible ? "compatible" : known ? "accepted" : "breaking";
    return { ...change, verdict };
  });
  return { dataset, lock, changes };
}

function describePendingChanges({ dataset, lock, changes }: LockState): string[] {
  const news =
    lock === undefined
      ? "has no lock of its schema yet"
      : `has changes that its lock doesn't know yet: ${changes.map(changeText).join("; ")}`;
  return lock !== undefined && changes.length === 0
    ? []
    : [
        `datasets.${dataset.name} ${news}. Run: npx lake dataset lock`,
        // Once more before it happens: what was accepted may be a day ago, and by someone else.
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
        problem: "accepts what has not changed",
        received: { version, change },
        expected: `version ${lock.version + 1} and ${texts.length === 0 ? "nothing, since nothing has changed" : texts.map((text) => `"${text}"`).join(" or ")}`,
        fix: "Correct or remove the entry.",
      }),
    ),
  ];
}

function describeBreakingChange(dataset: string, version: number, change: SchemaChange): string {
  const entry = { version: version + 1, change: changeText(change), reason: "<why>" };
  return [
    `datasets.${dataset}.${changeText(change)}, against its published version ${version}: ${change.effect}`,
    `Leave ${dataset} as it was and add ${nextName(dataset)} beside it, with a view over both;`,
    `or accept the change in ${lockPath(dataset)} under "accepted": ${JSON.stringify(entry)}.`,
    `See ${manual}.`,
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
    problem: "was published and is gone",
    received: undefined,
    expected:
      "every dataset that has a lock, since without it Terraform destroys its stream, delivery stream and table",
    fix: `Put it back into config/datasets/, or delete ${lockPath(dataset)} to have it destroyed.`,
  };
}
