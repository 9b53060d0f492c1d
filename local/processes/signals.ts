/** Whether a process is there, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM says that there is such a process and that it is another user's; only ESRCH says that there is none.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Sends a signal to a process; one that is gone already is what was wanted. */
export function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone.
  }
}
