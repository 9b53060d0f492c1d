import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";

import { JobEngine } from "./job-engine";
import { startWatchdog } from "../../processes/watchdog";
import { NICENESS } from "./process-priority";
import { REPORT_MEMORY } from "./engine-messages";
import type { EngineCommand, EngineReport, SerializedJob } from "./engine-messages";
import { StoredObjectQuestions } from "./stored-object-questions";

const STDOUT = 1;

let engine: JobEngine | undefined;
let running: { readonly id: string; readonly abort: AbortController } | undefined;

const questions = new StoredObjectQuestions(
  (question, request) => void report({ kind: "list", question, request }),
);

/** The program of a query process: it runs the queries that the emulator sends, one at a time. */
function main(): void {
  lowerPriority();
  process.once("disconnect", () => process.exit(0));
  startWatchdog(process.argv.includes(REPORT_MEMORY) ? { memoryDescriptor: STDOUT } : {});
  process.on("message", (message) => {
    // Only the emulator that started this process can send messages.
    const command = message as EngineCommand;
    if (command.kind === "cancel") {
      if (running?.id === command.id) running.abort.abort();
    } else if (command.kind === "run") {
      void run(command.job);
    } else if (command.kind === "listed") {
      questions.answer(command.question, command.page);
    } else {
      engine = new JobEngine(command.settings, questions.ask);
      void engine.open().then(() => report({ kind: "ready" }));
    }
  });
}

async function run({ revisions, submitted, ...job }: SerializedJob): Promise<void> {
  const abort = new AbortController();
  running = { id: job.id, abort };
  await report({ kind: "accepted", id: job.id });
  const outcome = await engine?.run(
    { ...job, submitted: new Date(submitted) },
    revisions,
    (scannedBytes) => void report({ kind: "planned", id: job.id, scannedBytes }),
    abort.signal,
  );
  running = undefined;
  if (outcome !== undefined) void report({ kind: "ended", id: job.id, outcome });
}

/** Resolves when the message was written; the process exits soon after if it could not be. */
function report(message: EngineReport): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });
}

/** Called before any thread starts, since threads inherit the priority. */
function lowerPriority(): void {
  try {
    setPriority(NICENESS);
    // If the machine runs out of memory, the kernel should kill this process first.
    if (process.platform === "linux") writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {
    // Not permitted on some systems; the limits still apply.
  }
}

main();
