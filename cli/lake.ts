import { createProgram } from "./program";
import { explainError, failureDocument } from "./terminal/explain-error";
import { hasPendingCleanup } from "./terminal/interruption";
import { Output } from "./terminal/output";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  // The reader, `head` for example, has closed the pipe. What must not be interrupted continues without output.
  if (!hasPendingCleanup()) process.exit();
});
// Without a reader of progress messages, or without a terminal, a deployment still has to be completed.
process.stderr.on("error", () => undefined);

const hasJson = process.argv.includes("--json");

/** Reports an error that no command has caught, as each command reports its own. */
function fail(error: unknown): void {
  process.stderr.write(`${explainError(error)}\n`);
  new Output({ json: hasJson }).failure(failureDocument(error));
  process.exit(1);
}

process.on("uncaughtException", fail);
createProgram(hasJson).parseAsync().catch(fail);
