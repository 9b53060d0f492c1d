import { readFileSync, renameSync } from "node:fs";
import path from "node:path";
import type { LakeHome } from "../../../local/home/lake-home";
import { writePrivateFile } from "../../../local/home/private-files";
import type { Output } from "../../terminal/output";
import { readDeployment } from "../deployment-record";
import { LOCAL_STATE_FILE, hasStateLock, readLocalState } from "./local-state";

/** Terraform's state after the last deployment that was completed. */
const COMPLETED_STATE_FILE = "deployed.tfstate";

/** Terraform's state, once it can be used. */
export interface RecoveredState {
  /** Whether resources may exist that it does not contain. */
  readonly stateMayBeIncomplete: boolean;
}

/**
 * Makes Terraform's state usable after a command that was killed. A damaged state, or one that is missing though something
 * is deployed, is replaced by that of the last completed deployment. No Terraform may run at the same time.
 */
export function recoverState(output: Output, home: LakeHome): RecoveredState {
  const { condition } = readLocalState(home);
  const record = readDeployment(home);
  const wasKilled = record?.applying !== false && hasStateLock(home);
  if (condition === "good") return { stateMayBeIncomplete: wasKilled };
  // Nothing was ever applied, as long as the apply that was begun never had its lock.
  if (condition === "missing" && record?.complete === false) {
    return { stateMayBeIncomplete: record.applying && wasKilled };
  }
  const file = path.join(home.terraformFolder, LOCAL_STATE_FILE);
  if (condition === "damaged") renameSync(file, `${file}.damaged`);
  const isRestored = restore(path.join(home.terraformFolder, COMPLETED_STATE_FILE), file);
  if (condition === "damaged" || isRestored) {
    output.note(
      `Terraform's state of the deployment was ${condition}. ${isRestored ? "That of the last completed deployment takes its place" : "It begins empty"}; nothing that is deployed is lost.`,
    );
  }
  return { stateMayBeIncomplete: true };
}

/** Keeps a copy of Terraform's state, for {@link recoverState}. */
export function keepCompletedState({ terraformFolder }: LakeHome): void {
  const state = readFileSync(path.join(terraformFolder, LOCAL_STATE_FILE), "utf8");
  writePrivateFile(path.join(terraformFolder, COMPLETED_STATE_FILE), state);
}

function restore(copy: string, file: string): boolean {
  const { condition } = readLocalState(
    { terraformFolder: path.dirname(copy) },
    path.basename(copy),
  );
  if (condition !== "good") return false;
  writePrivateFile(file, readFileSync(copy, "utf8"));
  return true;
}
