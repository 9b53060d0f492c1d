import { UserError } from "../../errors/user-error";
import { waitForDelivery } from "../delivery/wait-for-delivery";
import { confirmName } from "../destroy/confirm-name";
import { requireTargets } from "../target/target";
import type { Target } from "../target/target";
import { renderTable } from "../terminal/layout/render-table";
import type { Output } from "../terminal/output";
import { evolveTable, readEvolution, tableOf } from "./evolve-table";
import type { FieldChange } from "./field-changes";
import { LOCK_ADVICE, readIcebergLocks } from "./iceberg-locks";
import type { Evolution, IcebergLock } from "./plan-evolution";

/** Options of `lake evolve`. */
export interface EvolveOptions {
  readonly env: string;
  /** @default - all with an Iceberg table */
  readonly dataset?: string;
  readonly dryRun: boolean;
  /** Whether nobody is asked. */
  readonly yes: boolean;
  /**
   * Whether events with keys that are renamed or removed are awaited first: Firehose skips them afterwards.
   *
   * @default true
   */
  readonly wait?: boolean;
}

/** What `lake evolve --json` prints of a table. */
export interface EvolvedTable extends Pick<
  Evolution,
  "deployedVersion" | "lockedVersion" | "changes"
> {
  readonly dataset: string;
  readonly table: string;
  /** Whether the table was changed. */
  readonly evolved: boolean;
}

/** A table that is to be evolved. */
export interface DueTable {
  readonly target: Target;
  readonly lock: IcebergLock;
  readonly evolution: Evolution;
}

/**
 * `lake evolve --env NAME`: shows what the deployed Iceberg tables lack of their locks, and gives them these schemas after
 * somebody has confirmed.
 */
export async function evolveCommand(output: Output, options: EvolveOptions): Promise<void> {
  const targets = icebergTargets(await requireTargets(options.env, options.dataset));
  const locks = readIcebergLocks(targets.map(({ dataset }) => dataset.name));
  const tables = await output.step("Compare the tables with their locks", () =>
    Promise.all(targets.map((target) => requireTable(target, locks))),
  );
  const due = tables.filter(({ evolution }) => evolution.changes.length > 0);
  const isEvolved = due.length > 0 && !options.dryRun;
  if (isEvolved) {
    if (!options.yes) {
      output.note(renderTables(reportOf(due, false), true));
      await confirmName(options.env, { verb: "evolve the tables of", participle: "evolved" });
    }
    await evolveTables(output, due, options);
  }
  output.result({ tables: reportOf(tables, isEvolved) }, ({ tables: shown }) =>
    renderTables(shown, options.dryRun),
  );
}

/**
 * Waits for events whose keys will be skipped, and evolves tables.
 *
 * @throws UserError if Firehose does not deliver those events, or a table is changed all the time
 */
export async function evolveTables(
  output: Output,
  due: readonly DueTable[],
  { wait = true }: Pick<EvolveOptions, "wait">,
): Promise<void> {
  const losing = due.filter(({ evolution }) => evolution.changes.some(isSkipping));
  if (wait && losing.length > 0) {
    await output.step("Wait for events with the keys that go", async (detail) => {
      for (const { target } of losing) await waitForDelivery(target, detail);
    });
  }
  for (const { target, lock, evolution } of due) {
    const { deployedVersion: from, lockedVersion: to } = evolution;
    await output.step(`Evolve ${tableOf(target)} from version ${from} to ${to}`, () =>
      evolveTable(target, lock),
    );
  }
}

/** Whether Firehose skips a key afterwards that it has not skipped before. */
function isSkipping({ kind }: FieldChange): boolean {
  return kind === "renamed" || kind === "removed";
}

function icebergTargets(all: readonly Target[]): readonly Target[] {
  const targets = all.filter(({ dataset }) => dataset.storage === "iceberg");
  if (targets.length > 0) return targets;
  throw new UserError(
    `${all.map(({ dataset }) => dataset.name).join(", ")}: only Iceberg tables evolve, and this is a table of Parquet files.`,
    "A deployment gives it the columns of its dataset.",
  );
}

async function requireTable(
  target: Target,
  locks: ReadonlyMap<string, IcebergLock>,
): Promise<DueTable> {
  const lock = locks.get(target.dataset.name);
  if (lock === undefined) {
    throw new UserError(`${target.dataset.name} has no schema lock yet.`, LOCK_ADVICE);
  }
  const evolution = await readEvolution(target, lock);
  if (evolution !== undefined) return { target, lock, evolution };
  throw new UserError(
    `There is no table ${tableOf(target)} in ${target.environment.name} yet.`,
    "Deploy the dataset first: its table is created with the first version of its lock. Then run the command again.",
  );
}

function reportOf(tables: readonly DueTable[], isEvolved: boolean): EvolvedTable[] {
  return tables.map(({ target, evolution: { deployedVersion, lockedVersion, changes } }) => ({
    dataset: target.dataset.name,
    table: tableOf(target),
    deployedVersion,
    lockedVersion,
    changes,
    evolved: isEvolved && changes.length > 0,
  }));
}

function renderTables(tables: readonly EvolvedTable[], isPlanned: boolean): string {
  const rows = tables.flatMap(({ dataset, deployedVersion, lockedVersion, changes }) =>
    changes.map(({ change }) => [dataset, `${deployedVersion} to ${lockedVersion}`, change]),
  );
  const effects = tables.flatMap(({ changes }) =>
    changes.filter(isSkipping).map(({ change, effect }) => `${change}: ${effect}`),
  );
  const done = tables.filter(({ changes }) => changes.length === 0);
  return [
    ...(rows.length === 0 ? [] : [renderTable(["dataset", "version", "change"], rows)]),
    ...(isPlanned ? effects : []),
    ...done.map(
      ({ table, lockedVersion }) =>
        `${table} has version ${lockedVersion} of its lock: nothing to do.`,
    ),
  ].join("\n");
}
