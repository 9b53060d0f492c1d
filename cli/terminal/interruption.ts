import { EXIT } from "./exit-codes";

type Cleanup = () => Promise<void> | void;

const cleanups: Cleanup[] = [];
/** Whether cleanups are running, behind which this process ends. */
let isInterrupted = false;

/** Registers a cleanup for Ctrl-C. Returns a function that removes it again. */
export function onInterrupt(cleanup: Cleanup): () => void {
  cleanups.push(cleanup);
  return () => {
    const index = cleanups.indexOf(cleanup);
    if (index >= 0) cleanups.splice(index, 1);
  };
}

/** Whether a cleanup is registered or runs, so that this process must not just exit. */
export function hasPendingCleanup(): boolean {
  return isInterrupted || cleanups.length > 0;
}

let answer: (() => void) | undefined;

/**
 * Lets a program that goes on after Ctrl-C answer it by itself; nothing is cleaned up, and this process stays. Returns a
 * function that ends this.
 */
export function answerInterrupts(by: () => void): () => void {
  answer = by;
  return () => {
    answer = undefined;
  };
}

/** Makes Ctrl-C, a closed terminal and `kill` run the registered cleanups, newest first, and then exit. */
export function watchInterruption(): void {
  const interrupt = (): void => {
    isInterrupted = true;
    void (async () => {
      if (cleanups.length > 0) process.stderr.write("\nInterrupted, cleaning up …\n");
      // What goes on meanwhile may start another program, whose cleanup is one more.
      for (let cleanup = cleanups.pop(); cleanup !== undefined; cleanup = cleanups.pop()) {
        try {
          await cleanup();
        } catch (error) {
          process.stderr.write(`${String(error)}\n`);
        }
      }
      process.exit(EXIT.interrupted);
    })();
  };
  const onCtrlC = (): void => {
    if (answer !== undefined) return answer();
    // A second one ends this process at once, even where a cleanup hangs.
    process.removeListener("SIGINT", onCtrlC);
    interrupt();
  };
  process.on("SIGINT", onCtrlC);
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.once(signal, interrupt);
}
