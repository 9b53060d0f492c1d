import { Worker } from "node:worker_threads";

/** Argument that makes the process report its memory. */
export const REPORT_MEMORY = "--report-memory";

/**
 * Starts a thread, which no query can block, that kills this process when the emulator is gone, and optionally writes
 * the process's memory in bytes to standard output, one line each time.
 */
export function startWatchdog({ reportsMemory }: { readonly reportsMemory: boolean }): void {
  process.once("disconnect", () => process.exit(0));
  const report = reportsMemory
    ? `setInterval(() => writeSync(1, process.memoryUsage.rss() + "\\n"), 50);`
    : "";
  const program = `
    const { writeSync } = require("node:fs");
    setInterval(() => {
      if (process.ppid !== ${process.ppid}) process.kill(process.pid, "SIGKILL");
    }, 250);
    ${report}
  `;
  new Worker(program, {
    eval: true,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  }).unref();
}
