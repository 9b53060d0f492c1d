import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";

import { JobEngine } from "./job-engine";
import type { EngineCommand, EngineReport, SerializedJob } from "./messages";
import { REPORT_MEMORY, startWatchdog } from "./watchdog";

/** How much the emulator goes before the queries where processors are short: the nice value, 0 to 19. */
const NICENESS = 5;

let engine: JobEngine | undefined;
let running: { readonly id: string; readonly abort: AbortController } | undefined;

/** The process that runs queries, one at a time, for the emulator that started it. */
function main(): void {
  lowerPriority();
  startWatchdog({ reportsMemory: process.argv.includes(REPORT_MEMORY) });
  process.on("message", (message) => {
    // Only the emulator that started this process has the other end.
    const command = message as EngineCommand;
    if (command.kind === "cancel") {
      if (running?.id === command.id) running.abort.abort();
    } else if (command.kind === "run") {
      void run(command.job);
    } else {
      engine = new JobEngine(command.settings);
      void engine.open().then(() => report({ kind: "ready" }));
    }
  });
}

async function run({ revisions, submitted, ...job }: SerializedJob): Promise<void> {
  const abort = new AbortController();
  running = { id: job.id, abort };
  const outcome = await engine?.run(
    { ...job, submitted: new Date(submitted) },
    revisions,
    (scannedBytes) => report({ kind: "planned", id: job.id, scannedBytes }),
    abort.signal,
  );
  running = undefined;
  if (outcome !== undefined) report({ kind: "ended", id: job.id, outcome });
}

function report(message: EngineReport): void {
  process.send?.(message);
}

/** Before any thread is made, for threads have what their maker had. */
function lowerPriority(): void {
  try {
    setPriority(NICENESS);
    // Where the machine runs out of memory, this process is the one to go.
    if (process.platform === "linux") writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {
    // Some systems don't let a process say so; its limits hold all the same.
  }
}

main();
