import type { ChildProcess } from "node:child_process";
import { onInterrupt } from "../terminal/interruption";

/**
 * Waits for a child process to exit, and interrupts it when the user interrupts. Start the child `detached`: in the
 * terminal's process group it would receive Ctrl-C twice, and Terraform exits immediately on the second.
 *
 * @returns its exit code; null if a signal killed it
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
