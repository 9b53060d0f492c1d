import { Worker } from "node:worker_threads";

/**
 * Ends this process when the emulator is gone, even while the function's code blocks the main thread. The closing of
 * the message channel alone would go unnoticed then.
 */
export function endWithParent(): void {
  process.once("disconnect", () => process.exit(0));
  // Asked here: when the thread begins, the emulator may be gone already.
  const watch = `
    setInterval(() => {
      if (process.ppid !== ${process.ppid}) process.kill(process.pid, "SIGKILL");
    }, 500);
  `;
  new Worker(watch, { eval: true, env: {} }).unref();
}
