import { whileLocked } from "../../../local/home/home-lock";
import { lakeHome } from "../../../local/home/lake-home";
import type { LakeHome } from "../../../local/home/lake-home";
import type { RunningEmulator } from "../../../local/home/run-file";
import { emulatorState } from "../../../local/lifecycle/emulator-state";
import { endOrphanedDaemons } from "../../../local/lifecycle/stop-emulator";
import { stateWriter } from "../../../local/storage/open-state";
import { findMoto } from "../../../toolchain/moto/moto";
import { UserError } from "../../../errors/user-error";
import { confirmName } from "../../destroy/confirm-name";
import { describeOutage, outageAdvice } from "../../target/local-emulator";
import { byteCount } from "../../terminal/byte-count";
import { renderTable } from "../../terminal/layout/render-table";
import type { Output } from "../../terminal/output";
import { stopLake } from "../down-command";
import { confirmLoss } from "../lake/confirm-loss";
import { listSnapshot, listSnapshots } from "./list-snapshots";
import type { ListedSnapshot } from "./list-snapshots";
import { checkSnapshot, deleteSnapshot, loadSnapshot } from "./load-snapshot";
import { saveSnapshot } from "./save-snapshot";
import { removeUnfinished, requireSnapshot } from "./snapshot-folder";

/** Options of the commands about one snapshot. */
export interface SnapshotOptions {
  readonly name: string;
}

/** Options of those that need a confirmation. */
export interface ConfirmedOptions extends SnapshotOptions {
  /** Whether nobody is asked. */
  readonly yes: boolean;
}

/** `lake snapshot save NAME`: copies the lake, running or stopped. */
export async function snapshotSaveCommand(
  output: Output,
  { name }: SnapshotOptions,
): Promise<void> {
  const home = lakeHome();
  await withLock(home, "save", async () => {
    const running = await runningOrGone(home);
    await output.step("Save the lake", () => Promise.resolve(saveSnapshot(home, name, running)));
  });
  const saved = listSnapshot(home, name);
  output.result({ saved }, () => {
    const sizes = describeSize(saved);
    return `Saved as "${name}" (${sizes}). To continue from it: npx lake snapshot load ${name}`;
  });
}

/** `lake snapshot load NAME`: stops the embedded AWS, and makes a copy of the snapshot the lake. */
export async function snapshotLoadCommand(
  output: Output,
  { name, yes }: ConfirmedOptions,
): Promise<void> {
  const home = lakeHome();
  await withLock(home, "load", async () => {
    const reader = await output.step("Find moto", async (progress) =>
      stateWriter(await findMoto({ toolsFolder: home.toolsFolder, progress })),
    );
    const record = checkSnapshot(home, name, reader);
    const loss = { yes, verb: "replace", participle: "replaced" };
    const replaced = await confirmLoss(output, home, loss);
    const stopped = await stopLake(output, home);
    await output.step("Load the snapshot", () => Promise.resolve(loadSnapshot(home, name)));
    const document = { loaded: { name, ...record }, stopped, ...(replaced && { replaced }) };
    output.result(
      document,
      () => `Loaded "${name}", saved at ${record.savedAt}. To bring it back: npx lake up`,
    );
  });
}

/** `lake snapshot list`: the snapshots with their sizes. */
export function snapshotListCommand(output: Output): Promise<void> {
  output.result({ snapshots: listSnapshots(lakeHome()) }, ({ snapshots }) =>
    renderSnapshots(snapshots),
  );
  return Promise.resolve();
}

/** `lake snapshot delete NAME`. */
export async function snapshotDeleteCommand(
  output: Output,
  { name, yes }: ConfirmedOptions,
): Promise<void> {
  const home = lakeHome();
  await withLock(home, "delete", async () => {
    requireSnapshot(home, name);
    const deleted = listSnapshot(home, name);
    output.note(`The snapshot "${name}" will be deleted (${describeSize(deleted)}).`);
    if (!yes) await confirmName(name, { verb: "delete", participle: "deleted" });
    deleteSnapshot(home, name);
    output.result({ deleted }, () => `Deleted: "${name}".`);
  });
}

function withLock(home: LakeHome, verb: string, work: () => Promise<void>): Promise<void> {
  return whileLocked(home, `lake snapshot ${verb}`, async () => {
    removeUnfinished(home);
    await work();
  });
}

/**
 * The running embedded AWS of a home; undefined if none of its processes is there any more.
 *
 * @throws UserError if it does not answer: nobody knows then which processes write
 */
async function runningOrGone(home: LakeHome): Promise<RunningEmulator | undefined> {
  const found = await emulatorState(home);
  if (found.state === "running") return found.emulator;
  if (found.state === "unresponsive") {
    throw new UserError(describeOutage(found), outageAdvice(found));
  }
  await endOrphanedDaemons(home);
  return undefined;
}

function renderSnapshots(snapshots: readonly ListedSnapshot[]): string {
  if (snapshots.length === 0) return "There is no snapshot. Save one: npx lake snapshot save NAME";
  return renderTable(
    ["snapshot", "saved at", "datasets", "size", "version"],
    snapshots.map((each) => [
      each.name,
      each.record?.savedAt ?? each.problem ?? "",
      each.record?.datasets.join(", ") ?? "",
      describeSize(each),
      versionOf(each),
    ]),
  );
}

function versionOf({ record }: ListedSnapshot): string {
  if (record === undefined) return "";
  const { project, moto } = record.state.writtenBy;
  return `${project}, moto ${moto}`;
}

function describeSize({ bytes, ownBytes }: ListedSnapshot): string {
  return `${byteCount(bytes)}, of which ${byteCount(ownBytes)} are its own`;
}
