import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors/user-error";
import { processStatus } from "./process-identity";
import type { ProcessStatus, ProcessIdentity } from "./process-identity";
import { sendSignal } from "./signals";

const KILL_TIMEOUT_MS = 5_000;

/**
 * Ends a recorded process, if its number still belongs to it: first with SIGTERM, then with SIGKILL.
 *
 * @param what names the process in messages, for example `the embedded AWS`
 * @param patienceMs time to exit after SIGTERM; 0 sends SIGKILL at once
 * @param group sends the signals to its process group, which it must lead
 * @throws UserError if it does not end, or the system does not identify the process
 */
export async function endProcess(
  recorded: ProcessIdentity,
  what: string,
  { patienceMs, group = false }: { readonly patienceMs: number; readonly group?: boolean },
): Promise<void> {
  const target = group ? -recorded.pid : recorded.pid;
  if (patienceMs > 0) {
    if (!isSame(recorded, what)) return;
    sendSignal(target, "SIGTERM");
    // A suspended process handles SIGTERM only after SIGCONT.
    sendSignal(target, "SIGCONT");
    if (await endsWithin(recorded, patienceMs)) return;
  }
  if (!isSame(recorded, what)) return;
  sendSignal(target, "SIGKILL");
  if (await endsWithin(recorded, KILL_TIMEOUT_MS)) return;
  throw new UserError(
    `Process ${recorded.pid}, ${what}, did not end.`,
    `Inspect it: ps -p ${recorded.pid}`,
  );
}

function isSame(recorded: ProcessIdentity, what: string): boolean {
  const status: ProcessStatus = processStatus(recorded);
  if (status === "unreadable") {
    throw new UserError(
      `Process ${recorded.pid} may be ${what}, or another process with its number: neither /proc nor ps identifies it, so it was not ended.`,
      `If it is (ps -p ${recorded.pid}), end it: kill ${recorded.pid}`,
    );
  }
  return status === "same";
}

async function endsWithin(recorded: ProcessIdentity, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (processStatus(recorded) === "same") {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}
