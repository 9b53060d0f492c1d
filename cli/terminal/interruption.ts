/** Exit code of a program ended by Ctrl-C, as shells expect it. */
const EXIT_INTERRUPTED = 130;

type Cleanup = () => Promise<void> | void;

const cleanups: Cleanup[] = [];

/** Registers what must be undone if the user presses Ctrl-C from now on. Returns how to take that back. */
export function onInterrupt(cleanup: Cleanup): () => void {
  cleanups.push(cleanup);
  return () => {
    const index = cleanups.indexOf(cleanup);
    if (index >= 0) cleanups.splice(index, 1);
  };
}

/** Whether something is under way that must not be left as it is. */
export function hasPendingCleanup(): boolean {
  return cleanups.length > 0;
}

/** Makes Ctrl-C, a closed terminal and `kill` undo what is registered, newest first, and then end the command. */
export function watchInterruption(): void {
  const interrupt = (): void => {
    void (async () => {
      if (cleanups.length > 0) process.stderr.write("\nInterrupted, cleaning up …\n");
      for (const cleanup of cleanups.splice(0).reverse()) {
        try {
          await cleanup();
        } catch (error) {
          process.stderr.write(`${String(error)}\n`);
        }
      }
      process.exit(EXIT_INTERRUPTED);
    })();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, interrupt);
}
