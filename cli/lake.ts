import { createProgram } from "./program";
import { hasPendingCleanup } from "./terminal/interruption";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  // The reader, `head` for example, has closed the pipe. What must not be interrupted continues without output.
  if (!hasPendingCleanup()) process.exit();
});
// Without a reader of progress messages, or without a terminal, a deployment still has to be completed.
process.stderr.on("error", () => undefined);

void createProgram(process.argv.includes("--json")).parseAsync();
