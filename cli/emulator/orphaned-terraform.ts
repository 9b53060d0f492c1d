import { setTimeout as sleep } from "node:timers/promises";
import { escapeRegExp } from "../../formats/escape-reg-exp";
import { endProcess } from "../../local/processes/end-process";
import { processStatus, findProcesses } from "../../local/processes/process-identity";
import type { LakeHome } from "../../local/home/lake-home";
import type { ProcessIdentity } from "../../local/processes/process-identity";
import type { Detail } from "../terminal/output";
import { stackFolderOf } from "../terraform/synth";

/** A folder in which a command applies a stack. */
export interface AppliedFolder {
  readonly command: "up" | "destroy";
  readonly stackFolder: string;
}

/** The folders in which the stack `local` is applied: either command may meet the Terraform of the other. */
export function localFolders(home: LakeHome): AppliedFolder[] {
  return (["up", "destroy"] as const).map((command) => ({
    command,
    stackFolder: stackFolderOf(home, command),
  }));
}

/** Twice the duration of a deployment. */
const WAIT_TIMEOUT_MS = 180_000;
const INTERVAL_MS = 200;

/**
 * Waits for a Terraform that continues after the command that started it was killed: it saves what it has created only at
 * the end. One that takes too long is killed.
 */
export async function waitForOrphanedTerraform(
  folder: AppliedFolder,
  detail: Detail,
): Promise<void> {
  await waitForEnd(findOrphanedTerraform(folder.stackFolder), WAIT_TIMEOUT_MS, detail);
  await endOrphanedTerraform(folder);
}

/** Waits for processes to end. @returns those that still run after the timeout */
export async function waitForEnd(
  processes: readonly ProcessIdentity[],
  timeoutMs: number,
  detail: Detail,
): Promise<ProcessIdentity[]> {
  const deadline = Date.now() + timeoutMs;
  for (const each of processes) {
    while (processStatus(each) === "same" && Date.now() < deadline) {
      detail(`process ${each.pid}`);
      await sleep(INTERVAL_MS);
    }
  }
  return processes.filter((each) => processStatus(each) === "same");
}

/** Kills an orphaned Terraform and its providers. */
export async function endOrphanedTerraform({ command, stackFolder }: AppliedFolder): Promise<void> {
  const description = `the Terraform of an earlier \`lake ${command}\``;
  for (const terraform of findOrphanedTerraform(stackFolder)) {
    await endProcess(terraform, description, { patienceMs: 0, group: true });
  }
}

/** Processes that apply the stack in a folder, identified by the arguments of `terraformApply`. */
export function findOrphanedTerraform(stackFolder: string): ProcessIdentity[] {
  const folder = escapeRegExp(stackFolder);
  return findProcesses(
    new RegExp(
      `^.*(?:terraform|tofu)\\S* -chdir=${folder} apply -input=false .*-auto-approve -json$`,
    ),
  );
}
