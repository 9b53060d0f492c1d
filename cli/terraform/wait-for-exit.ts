import type { ChildProcess } from "node:child_process";
import { onInterrupt } from "../terminal/interruption";

/**
 * Waits for a child process to end, and ends it when the user interrupts. Start the child `detached`: in the
 * terminal's own group it would get Ctrl-C twice, and Terraform takes the second for an order to drop everything.
 *
 * @returns its exit code, null when a signal ended it
 */
export async function waitForExit(child: ChildProcess): Promise<number | null> {
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const forget = onInterrupt(async () => {
    child.kill("SIGINT");
    await closed;
  });
  try {
    return await closed;
  } finally {
    forget();
  }
}
