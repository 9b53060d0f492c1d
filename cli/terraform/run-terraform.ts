import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import path from "node:path";
import { PRIVATE_FILE_MODE, withPrivateUmask } from "../../local/home/private-files";
import { sendSignal } from "../../local/processes/signals";
import { UserError } from "../../errors/user-error";
import { waitForExit } from "./wait-for-exit";
import { FileTail } from "./file-tail";

/** How Terraform is run in the folder of one stack. */
export interface TerraformProps {
  /** Path of the executable. */
  readonly command: string;
  /** Folder that contains the stack's cdk.tf.json. */
  readonly stackFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** What to do when a command fails. @default - where the stack is, which must not be removed then */
  readonly advice?: string;
}

/** How one Terraform command is run. */
export interface RunTerraformOptions {
  readonly onLine: (line: string) => void;
  /** Errors found in the lines so far. @default - the lines of standard error */
  readonly diagnostics?: readonly string[];
  /**
   * File that receives Terraform's output. With a pipe instead, Terraform ends in the middle of its work when this
   * process is killed, and what it was creating is missing in its state.
   *
   * @default - a pipe
   */
  readonly outputFile?: string | undefined;
  /** Ends Terraform; the reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Interrupts Terraform gracefully, which counts as a failure of its own. */
  readonly stopEarly?: AbortSignal | undefined;
}

/** A Terraform command that failed. */
export class TerraformError extends UserError {
  constructor(
    message: string | readonly string[],
    advice: string,
    /** Terraform's own diagnostics, one each. */
    readonly diagnostics: readonly string[],
  ) {
    super(message, advice);
  }
}

/** How long an interrupted Terraform may take to exit, in milliseconds. */
const EXIT_TIMEOUT_MS = 5_000;

/**
 * Runs one Terraform command and waits for it.
 *
 * @throws TerraformError when it exits with an error
 */
export async function runTerraform(
  props: TerraformProps,
  args: readonly string[],
  options: RunTerraformOptions,
): Promise<void> {
  const { onLine, diagnostics = [], outputFile, signal, stopEarly } = options;
  signal?.throwIfAborted();
  const errorLines: string[] = [];
  const { child, readRest } =
    outputFile === undefined
      ? startWithPipes(props, args, onLine, errorLines)
      : startWithFile(props, args, outputFile, onLine);
  const stop = (): void => interruptTerraform(child);
  signal?.addEventListener("abort", stop, { once: true });
  stopEarly?.addEventListener("abort", stop, { once: true });
  let exitCode: number | null;
  try {
    exitCode = await waitForExit(child);
  } finally {
    signal?.removeEventListener("abort", stop);
    stopEarly?.removeEventListener("abort", stop);
    readRest();
  }
  signal?.throwIfAborted();
  if (exitCode === 0) return;
  // The providers of a killed Terraform would keep running.
  if (exitCode === null) killGroup(child);
  const reasons = diagnostics.length > 0 ? diagnostics : errorLines.filter((line) => line !== "");
  const ending = exitCode === null ? ` (killed by ${child.signalCode})` : "";
  const verbs = args.filter((arg) => !arg.startsWith("-")).slice(0, 2);
  throw new TerraformError(
    [
      `${path.basename(props.command, ".exe")} ${verbs.join(" ")} failed${ending}:`,
      ...reasons.flatMap((reason) => reason.split("\n")).map((line) => `  ${line}`),
    ],
    props.advice ?? `The stack is in ${props.stackFolder}.`,
    reasons,
  );
}

/** Runs a Terraform command and returns what it printed to standard output. */
export async function readTerraform(
  props: TerraformProps,
  args: readonly string[],
): Promise<string> {
  const lines: string[] = [];
  await runTerraform(props, args, { onLine: (line) => lines.push(line) });
  return lines.join("\n");
}

interface StartedTerraform {
  readonly child: ChildProcess;
  /** Reads the last lines; for when the process has exited. */
  readonly readRest: () => void;
}

function startWithPipes(
  props: TerraformProps,
  args: readonly string[],
  onLine: (line: string) => void,
  errorLines: string[],
): StartedTerraform {
  const child = withPrivateUmask(() =>
    spawn(props.command, args, {
      cwd: props.stackFolder,
      env: props.environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
  createInterface({ input: child.stdout }).on("line", onLine);
  createInterface({ input: child.stderr }).on("line", (line) => errorLines.push(line));
  return { child, readRest: () => undefined };
}

function startWithFile(
  props: TerraformProps,
  args: readonly string[],
  outputFile: string,
  onLine: (line: string) => void,
): StartedTerraform {
  const descriptor = openSync(outputFile, "w", PRIVATE_FILE_MODE);
  const child = withPrivateUmask(() =>
    spawn(props.command, args, {
      cwd: props.stackFolder,
      env: props.environment,
      detached: true,
      stdio: ["ignore", descriptor, descriptor],
    }),
  );
  closeSync(descriptor);
  const output = new FileTail(outputFile, onLine);
  return { child, readRest: () => output.end() };
}

/** Terraform exits gracefully on the first interrupt, unless what it waits for does not answer. */
function interruptTerraform(child: ChildProcess): void {
  child.kill("SIGINT");
  const timer = setTimeout(() => killGroup(child), EXIT_TIMEOUT_MS);
  child.once("exit", () => clearTimeout(timer));
}

/** Kills Terraform, if it still runs, and its providers, which are in its process group. */
function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) sendSignal(-pid, "SIGKILL");
}
