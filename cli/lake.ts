import { CommanderError } from "commander";
import type { Command } from "commander";
import { hasFailedToLoad } from "./command-line/declare-command";
import { createProgram } from "./program";
import { explainError, failureDocument } from "./terminal/explain-error";
import { hasPendingCleanup } from "./terminal/interruption";
import { Output } from "./terminal/output";
import { EXIT } from "./terminal/exit-codes";

/** How the command line of this process is run. */
export interface RunProps {
  /**
   * The command whose implementation is there: this is a bundle of it, or of no command at all.
   *
   * @default - all of them
   */
  readonly bundled?: string;
}

/** What became of a command line. */
export interface RunOutcome {
  /** Whether it was run; if not, nothing has been done, and it has to be run from the sources. */
  readonly isRun: boolean;
  /** Whether a bundle of it would run: every source of its command could be loaded. */
  readonly isLoaded: boolean;
}

/** Ends the parsing of a command line whose command is not in the bundle. */
class NotBundledError extends Error {}

/** Runs the command line of this process. */
export async function runLake({ bundled }: RunProps = {}): Promise<RunOutcome> {
  const hasJson = process.argv.includes("--json");

  /** Reports an error that no command has caught, as each command reports its own. */
  const fail = (error: unknown): void => {
    const output = new Output({ json: hasJson });
    output.note(explainError(error));
    output.failure(failureDocument(error));
    process.exit(EXIT.failed);
  };

  process.stdout.on("error", endWithReader);
  // Without a reader of progress messages, or without a terminal, a deployment still has to be completed.
  process.stderr.on("error", ignore);
  process.on("uncaughtException", fail);
  const program = createProgram(hasJson);
  throwInsteadOfExit(program);
  if (bundled !== undefined) {
    program.hook("preAction", (_, action) => {
      if (verbOf(action) !== bundled) throw new NotBundledError();
    });
  }
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
      return { isRun: true, isLoaded: true };
    }
    if (!(error instanceof NotBundledError)) fail(error);
    process.stdout.off("error", endWithReader);
    process.stderr.off("error", ignore);
    process.off("uncaughtException", fail);
    return { isRun: false, isLoaded: true };
  }
  return { isRun: true, isLoaded: !hasFailedToLoad() };
}

/** Lets whoever runs the command line go on after a help or an error of Commander. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExit);
}

/** Errors of a pipe that its reader, `head` for example, has closed, and of a terminal that was closed. */
const WITHOUT_READER: readonly (string | undefined)[] = ["EPIPE", "EIO"];

function endWithReader(error: NodeJS.ErrnoException): void {
  if (!WITHOUT_READER.includes(error.code)) throw error;
  // What must not be interrupted continues without output.
  if (!hasPendingCleanup()) process.exit();
}

function ignore(): void {}

/** First word of a command: `dataset` of `lake dataset add`. */
function verbOf(command: Command): string {
  const { parent } = command;
  return parent?.parent == null ? command.name() : verbOf(parent);
}
