import { spawn } from "node:child_process";
import { once } from "node:events";
import { executablesOnPath } from "../../../toolchain/executables";
import type { TypedInput } from "./typed-input";

/** Size of a terminal, in characters. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** Whether a text is longer than a screen with the prompt below it, or a table that is wider. */
export function exceeds(text: string, screen: ScreenSize): boolean {
  // A terminal that does not know its size says 0.
  const columns = screen.columns || Infinity;
  const rows = screen.rows || Infinity;
  const lines = text.split("\n");
  if (isTable(text) && (lines[0]?.length ?? 0) > columns) return true;
  // A terminal wraps longer lines.
  const shown = lines.map(({ length }) => Math.max(1, Math.ceil(length / columns)));
  return shown.reduce((sum, count) => sum + count, 0) > rows - 1;
}

/** Whether a text begins with the border of a table, whose lines must not be wrapped. */
function isTable(text: string): boolean {
  return text.startsWith("┌");
}

/**
 * The command that shows a long text: `PAGER`, or else less, where the machine has it. Of less's usual options, F is left
 * out: with it, a wide table of few rows would be cut off instead of shown.
 *
 * @returns undefined where there is none, or PAGER is empty
 */
export function pagerCommand(text: string, environment: NodeJS.ProcessEnv): string | undefined {
  const { PAGER: chosen } = environment;
  if (chosen !== undefined) return chosen.trim() === "" ? undefined : chosen;
  return executablesOnPath("less", environment["PATH"] ?? "").length > 0
    ? `less ${isTable(text) ? "-SRX" : "-RX"}`
    : undefined;
}

/** Shows a text in a pager that has the terminal to itself until it ends. @returns whether it could be started */
export async function showInPager(
  command: string,
  text: string,
  input: TypedInput,
): Promise<boolean> {
  let isShown = true;
  await input.lend(async () => {
    const pager = spawn(command, { shell: true, stdio: ["pipe", "inherit", "inherit"] });
    // A pager that was left before the end reads no more.
    pager.stdin.once("error", () => undefined);
    pager.stdin.end(`${text}\n`);
    const [code] = (await once(pager, "close").catch(() => [NOT_FOUND])) as [number | null];
    isShown = code !== NOT_FOUND && code !== NOT_EXECUTABLE;
  });
  return isShown;
}

/** Exit codes of a shell that can't run its command. */
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;
