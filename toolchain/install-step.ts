import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { UserError } from "../errors/user-error";

const PROGRESS_INTERVAL_MS = 3_000;
/** pip lists every checksum that it would have accepted, over a hundred for some packages. */
const KEPT_LINES = 300;

/** What is told about a step, while it runs and when it fails. */
export interface InstallStepProps {
  readonly progress: (line: string) => void;
  /** Start of each progress line. */
  readonly what: string;
  /** The failure in words; how it ended and its last error line are added. */
  readonly failure: string;
  readonly advice: string;
  /** The reason, from the last lines of output. @default - the last line that mentions an error, or the last one */
  readonly explain?: (lines: readonly string[]) => string | undefined;
}

/**
 * Runs one step of an installation, which may take minutes: passes on its last line of output every few seconds.
 *
 * @throws UserError when it can't be started or does not exit with 0
 */
export async function runInstallStep(
  command: string,
  args: readonly string[],
  props: InstallStepProps,
): Promise<void> {
  // A user's setting of `--user` makes pip refuse to install in a virtual environment.
  const environment = { ...process.env, PIP_USER: "0" };
  const child = spawn(command, args, {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  const lines: string[] = [];
  let last = Date.now();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      if (line.trim() === "") return;
      lines.push(line.trim());
      if (lines.length > KEPT_LINES) lines.shift();
      if (Date.now() - last < PROGRESS_INTERVAL_MS) return;
      last = Date.now();
      props.progress(`${props.what}: ${line.trim().slice(0, 100)}`);
    });
  }
  // Whoever ends this process, by Ctrl-C or otherwise, ends the step too.
  const endStep = (): void => void child.kill();
  process.once("exit", endStep);
  const outcome = await new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code === 0 ? "" : `exit ${code ?? signal}`));
  });
  process.off("exit", endStep);
  if (outcome === "") return;
  const reason =
    props.explain?.(lines) ?? lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1);
  throw new UserError(
    `${props.failure} (${outcome}): ${reason ?? "it printed nothing"}`,
    props.advice,
  );
}
