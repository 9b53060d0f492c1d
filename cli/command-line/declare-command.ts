import type { Command } from "commander";
import { explainBrokenSource } from "../terminal/explain-broken-source";
import { explainError, failureDocument } from "../terminal/explain-error";
import { watchInterruption } from "../terminal/interruption";
import { Output } from "../terminal/output";
import { EXIT } from "../terminal/exit-codes";

/** Options that every command has. */
export interface CommonOptions {
  /** Print the result as JSON. */
  readonly json?: boolean;
}

/** Declares a verb with its options and help; each folder of a verb has one. */
export type DeclareCommand = (parent: Command) => void;

let isUnloadable = false;

/** Whether a command of this process could not be loaded, so that the sources are not fit to be bundled. */
export function hasFailedToLoad(): boolean {
  return isUnloadable;
}

/**
 * Adds a command to its parent, with the options that every command has.
 *
 * @param examples command lines for its help, each as people type it
 */
export function declareCommand(
  parent: Command,
  name: string,
  description: string,
  examples: readonly [string, ...string[]],
): Command {
  return parent
    .command(name)
    .description(description)
    .option("--json", "print the result as JSON", false)
    .addHelpText("after", renderExamples(examples));
}

function renderExamples(lines: readonly string[]): string {
  return [
    "",
    lines.length === 1 ? "Example:" : "Examples:",
    ...lines.map((line) => `  ${line}`),
  ].join("\n");
}

/**
 * The action of a command: runs it with its output. A failure becomes one message, with `--json` a document too, and exit code 1.
 *
 * @param load imports the command when it is run, so that no command waits for the SDK clients of the others
 */
export function lazyAction<Options>(
  load: () => Promise<(output: Output, options: Options) => Promise<void>>,
): (options: Options & CommonOptions) => Promise<void> {
  return async (options) => {
    watchInterruption();
    const output = new Output({ json: options.json });
    try {
      const run = await load().catch((error: unknown) => {
        isUnloadable = true;
        throw explainBrokenSource(error) ?? error;
      });
      await run(output, options);
    } catch (error) {
      process.exitCode = EXIT.failed;
      const isLocal = "env" in options && options.env === "local";
      const outage = isLocal ? await outageBehind(error) : undefined;
      output.note(explainError(outage ?? error));
      output.failure(failureDocument(outage ?? error));
    }
  };
}

/** The outage of the embedded AWS that made a call fail; undefined where something else did. */
async function outageBehind(error: unknown): Promise<Error | undefined> {
  const { explainEmulatorFailure } = await import("../target/local-emulator");
  return explainEmulatorFailure(error).catch(() => undefined);
}
