import type { Command } from "commander";
import { printable } from "../../errors/printable";
import { Output } from "../terminal/output";

/**
 * Reports arguments that can't be parsed, of a command and of all below it: on standard error, and with `--json` as a
 * document, both with the help to read.
 *
 * @param hasJson whether the arguments have `--json`
 */
export function reportUsageErrors(command: Command, hasJson: boolean): void {
  const advice = helpToRead(command);
  command.showHelpAfterError(advice).configureOutput({
    // Commander writes a line for each error, which quotes what was typed, and maybe another that suggests a name.
    outputError: (text, write) => {
      const choices = allowedCommands(command, text);
      const lines = printable(text.trimEnd()).replace(/\\n(?=\(Did you mean [^()]*\?\)$)/, "\n");
      write(`${lines}${choices === "" ? "" : `\n${choices}`}\n`);
      const message = text
        .trimEnd()
        .replace(/^error: /, "")
        // Every command has it, so it was given to `lake` or to a group of commands.
        .replace(/^unknown option '--json'$/, "missing command");
      const all = choices === "" ? advice : `${choices}\n${advice}`;
      new Output({ json: hasJson }).failure({ error: { message, advice: all } });
    },
  });
  for (const each of command.commands) reportUsageErrors(each, hasJson);
}

function helpToRead(command: Command): string {
  const words = ["npx", ...wordsOf(command), "--help"].join(" ");
  if (command.commands.length > 0) return `Run \`${words}\` for the commands.`;
  return `Run \`${words}\` for its arguments and options.`;
}

/** The names that a group of commands knows, where none is near what was typed; `lake` itself has too many. */
function allowedCommands(command: Command, text: string): string {
  const isUnknown = /^error: unknown command /.test(text) && !text.includes("(Did you mean ");
  if (!isUnknown || command.parent === null) return "";
  return `Allowed are ${command.commands.map((each) => each.name()).join(", ")}.`;
}

function wordsOf(command: Command): string[] {
  return [...(command.parent === null ? [] : wordsOf(command.parent)), command.name()];
}
