import { setTimeout as sleep } from "node:timers/promises";
import { escapeRegExp } from "../../formats/escape-reg-exp";
import { endProcess } from "../../local/processes/end-process";
import { processStatus, findProcesses } from "../../local/processes/process-identity";
import type { ProcessIdentity } from "../../local/processes/process-identity";
import type { Detail } from "../terminal/output";

const WHAT = "the Terraform of an earlier `lake up`";

/** A deployment takes half of this. */
const WAIT_LIMIT_MS = 180_000;
const INTERVAL_MS = 200;

/**
 * Waits for a Terraform that goes on although the command that started it was killed: what it has begun it writes down
 * only at the end. One that takes too long is ended.
 */
export async function waitForOrphanedTerraform(stackFolder: string, detail: Detail): Promise<void> {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  for (const terraform of findOrphanedTerraform(stackFolder)) {
    while (processStatus(terraform) === "same" && Date.now() < deadline) {
      detail(`process ${terraform.pid}`);
      await sleep(INTERVAL_MS);
    }
  }
  await endOrphanedTerraform(stackFolder);
}

/** Ends a Terraform that was left, and the providers that it started. */
export async function endOrphanedTerraform(stackFolder: string): Promise<void> {
  for (const terraform of findOrphanedTerraform(stackFolder)) {
    await endProcess(terraform, WHAT, { patienceMs: 0, group: true });
  }
}

/** Processes that apply the stack in that folder, with the arguments of `terraformApply`. */
export function findOrphanedTerraform(stackFolder: string): ProcessIdentity[] {
  const folder = escapeRegExp(stackFolder);
  return findProcesses(
    new RegExp(`^.*terraform\\S* -chdir=${folder} apply -input=false .*-auto-approve -json$`),
  );
}
