import { existsSync } from "node:fs";
import { whileLocked } from "../../local/home/home-lock";
import { lakeHome } from "../../local/home/lake-home";
import type { LakeHome } from "../../local/home/lake-home";
import { stopEmulator } from "../../local/lifecycle/stop-emulator";
import { endBackgroundConsole } from "../console/background/background-console";
import { byteCount } from "../terminal/byte-count";
import type { Output } from "../terminal/output";
import { confirmLoss } from "./lake/confirm-loss";
import { deleteLake } from "./lake/delete-lake";
import { diskUse } from "./lake/disk-use";
import type { DiskUse } from "./lake/disk-use";
import { describeContents } from "./lake/lake-contents";
import type { LakeContents } from "./lake/lake-contents";
import { endOrphanedTerraform, localFolders } from "./orphaned-terraform";

/** Options of `lake down`. */
export interface DownOptions {
  /** Whether the lake is deleted too. */
  readonly delete: boolean;
  /** Whether nobody is asked. */
  readonly yes: boolean;
}

/** What `lake down` prints with `--json`. */
interface DownReport {
  /** Whether the embedded AWS ran. */
  readonly stopped: boolean;
  /** The lake that stays; absent if there is none. */
  readonly kept?: DiskUse;
  /** The lake that was deleted; absent unless that was asked for and there was one. */
  readonly deleted?: LakeContents;
}

/**
 * `lake down`: stops the embedded AWS. What is deployed and what is in the lake stays on disk, for the next `lake up`;
 * `--delete` deletes it, after somebody has confirmed. Installed tools and snapshots stay in any case.
 */
export async function downCommand(output: Output, options: DownOptions): Promise<void> {
  const home = lakeHome();
  await whileLocked(home, "lake down", async () => {
    const loss = { yes: options.yes, verb: "delete", participle: "deleted" };
    const contents = options.delete ? await confirmLoss(output, home, loss) : undefined;
    const stopped = await stopLake(output, home);
    await endBackgroundConsole(home);
    if (options.delete) deleteLake(home);
    output.result(
      {
        stopped,
        ...(contents === undefined ? {} : { deleted: contents }),
        ...(options.delete ? {} : keptBy(home)),
      },
      renderReport,
    );
  });
}

/** Stops what works on the lake of a home. @returns whether its embedded AWS ran */
export async function stopLake(output: Output, home: LakeHome): Promise<boolean> {
  return output.step("Stop the embedded AWS", async () => {
    for (const folder of localFolders(home)) await endOrphanedTerraform(folder);
    return stopEmulator(home);
  });
}

function keptBy(home: LakeHome): Pick<DownReport, "kept"> {
  if (!existsSync(home.deploymentFile)) return {};
  return { kept: diskUse(home) };
}

function renderReport({ stopped, kept, deleted }: DownReport): string {
  const lines = [stopped ? "Stopped." : "The embedded AWS is not running."];
  if (deleted !== undefined) lines.push(`Deleted: ${describeContents(deleted)}.`);
  if (kept !== undefined) {
    lines.push(
      `The lake stays in ${kept.folder} (${byteCount(kept.bytes)}), and npx lake up brings it back with everything in it.`,
      "To delete it: npx lake down --delete",
    );
  }
  return lines.join("\n");
}
