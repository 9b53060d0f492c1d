import { Worker } from "node:worker_threads";

/** Argument of the process that has it report its memory; where the system shows it to the emulator nobody asks. */
export const REPORT_MEMORY = "--report-memory";

/**
 * Watches from a thread of its own, so that no query can stop it: ends this process when the emulator is gone, and
 * writes the bytes of its memory to its output, a line each time, where that is wanted.
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
