import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { emulatorState } from "../../local/lifecycle/emulator-state";
import { lakeHome } from "../../local/home/lake-home";
import { UserError } from "../../errors/user-error";
import { describeOutage, outageAdvice } from "../target/local-emulator";
import type { Output } from "../terminal/output";
import { EXIT } from "../terminal/exit-codes";

const REFRESH_MS = 500;

/** `lake logs [--lines N] [--follow]`: prints the log of the embedded AWS, newest lines last. */
export async function logsCommand(
  output: Output,
  options: { readonly lines: number; readonly follow: boolean },
): Promise<void> {
  let printed = readLog();
  // A program gets a document of an empty log too.
  if (printed.length > 0 || output.json) print(output, printed.slice(-options.lines));
  const found = await emulatorState(lakeHome());
  if (found.state === "ended" || found.state === "killed") {
    output.note(`${describeOutage(found)}\n${outageAdvice(found)}`);
    process.exitCode = EXIT.failed;
    return;
  }
  while (options.follow) {
    await sleep(REFRESH_MS);
    const now = readLog();
    // A shorter log belongs to a new start.
    const added = now.length < printed.length ? now : now.slice(printed.length);
    if (added.length > 0) print(output, added);
    printed = now;
  }
}

function print(output: Output, lines: readonly string[]): void {
  output.verbatim({ lines }, () => lines.join("\n"));
}

function readLog(): readonly string[] {
  const { logFile } = lakeHome();
  try {
    return readFileSync(logFile, "utf8").split("\n").filter(Boolean);
  } catch {
    throw new UserError(`There is no log at ${logFile}.`, "Start the embedded AWS: npx lake up");
  }
}
