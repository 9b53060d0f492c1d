import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { UserError } from "../errors/user-error";

const PROGRESS_INTERVAL_MS = 3_000;
/** pip lists every checksum that it would accept, over a hundred for some packages. */
const KEPT_LINES = 300;

/** Messages of a step. */
export interface InstallStepProps {
  readonly progress: (line: string) => void;
  /** Prefix of each progress line. */
  readonly what: string;
  /** Error message; the exit status and the reason are appended. */
  readonly failure: string;
  readonly advice: string;
  /** Finds the reason in the last lines of output. @default - the last line that mentions an error, or the last line */
  readonly explain?: (lines: readonly string[]) => string | undefined;
}

/**
 * Runs one step of an installation, which may take minutes, and reports its last line of output every few seconds.
 *
 * @throws UserError if it can't be started or does not exit with 0
 */
export async function runInstallStep(
  command: string,
  args: readonly string[],
  props: InstallStepProps,
): Promise<void> {
  // With the user's setting `--user`, pip refuses to install in a virtual environment.
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
  // When this process exits, for example by Ctrl-C, the step must end as well.
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
