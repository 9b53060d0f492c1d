import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { PRIVATE_FILE_MODE, withPrivateUmask } from "../../local/runtime/private-files";
import { sendSignal } from "../../local/runtime/processes";
import { UserError } from "../../errors/user-error";
import { waitForExit } from "./wait-for-exit";
import { FileTail } from "./file-tail";
import type { Detail } from "../terminal/output";

/** How Terraform is run in the folder of one stack. */
export interface TerraformProps {
  /** Path of the executable. */
  readonly command: string;
  /** Folder that holds the stack's cdk.tf.json. */
  readonly stackFolder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What `terraform apply` did. */
export interface AppliedChanges {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** A Terraform that ended with an error. */
export class TerraformError extends UserError {
  constructor(
    message: string | readonly string[],
    advice: string,
    /** Terraform's own diagnostics, one each. */
    readonly reasons: readonly string[],
  ) {
    super(message, advice);
  }
}

/** How an apply of the stack is run. */
export interface ApplyOptions {
  /** A plan in the stack's folder, which is applied as it is. @default - a new plan */
  readonly planFile?: string;
  /**
   * File that takes Terraform's output. With a pipe in its place, Terraform ends in the middle of its work when this
   * process is killed, and what it was making is not in its state.
   *
   * @default - a pipe
   */
  readonly outputFile?: string;
  /** Ends Terraform; the reason is thrown. */
  readonly signal?: AbortSignal;
  /** Asks Terraform to end in order, which counts as its own failure. */
  readonly stopEarly?: AbortSignal;
  /** Called when a resource could not be made, while others go on. */
  readonly onResourceError?: () => void;
  /** How long to wait for another Terraform to give back its lock of the state. @default - not at all */
  readonly lockTimeoutSeconds?: number;
}

/** How long a Terraform that is told to end may take, in milliseconds. */
const END_TIMEOUT_MS = 5_000;

/** Lines of Terraform's machine-readable output that are of use here. */
interface UiLine {
  readonly type?: string;
  readonly hook?: { readonly resource?: { readonly addr?: string } };
  readonly changes?: AppliedChanges & { readonly operation: string };
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
}

/**
 * Downloads or links the providers that the stack asks for, and connects to its state.
 *
 * @param args further arguments
 */
export async function terraformInit(
  props: TerraformProps,
  detail: Detail,
  ...args: readonly string[]
): Promise<void> {
  await runTerraform(props, ["init", "-input=false", "-no-color", ...args], detail);
}

/** Writes the lock file of the stack's folder: versions and checksums of providers, for several platforms. */
export async function terraformLockProviders(
  props: TerraformProps,
  detail: Detail,
  lock: { readonly platforms: readonly string[]; readonly mirror?: string | undefined },
): Promise<void> {
  const from = lock.mirror === undefined ? [] : [`-fs-mirror=${path.resolve(lock.mirror)}`];
  const platforms = lock.platforms.map((platform) => `-platform=${platform}`);
  await runTerraform(props, ["providers", "lock", ...from, ...platforms], detail);
}

/** The whole state as Terraform keeps it, empty when there is none. */
export async function terraformStatePull(props: TerraformProps): Promise<string> {
  const lines: string[] = [];
  await runTerraform(props, ["state", "pull"], (text) => lines.push(text));
  return lines.join("\n");
}

/** Writes a state file to where the stack keeps its state; refused when another or a newer state is there. */
export async function terraformStatePush(props: TerraformProps, file: string): Promise<void> {
  await runTerraform(props, ["state", "push", file], () => undefined);
}

/**
 * Applies the stack without asking.
 *
 * @param options @default - a plan is made now, and applied
 * @throws UserError with Terraform's own diagnostics
 */
export async function terraformApply(
  props: TerraformProps,
  detail: Detail,
  options: ApplyOptions = {},
): Promise<AppliedChanges> {
  const { lockTimeoutSeconds, outputFile, planFile } = options;
  let planned = 0;
  let done = 0;
  let applied: AppliedChanges = { add: 0, change: 0, remove: 0 };
  const errors: string[] = [];
  await runTerraform(
    props,
    // Its folder among the arguments tells it from others.
    [
      ...(outputFile === undefined ? [] : [`-chdir=${props.stackFolder}`]),
      ...["apply", "-input=false"],
      ...(lockTimeoutSeconds === undefined ? [] : [`-lock-timeout=${lockTimeoutSeconds}s`]),
      ...["-auto-approve", "-json"],
      ...(planFile === undefined ? [] : [planFile]),
    ],
    (text) => {
      const line = parseUiLine(text);
      if (line.diagnostic?.severity === "error") errors.push(describe(line.diagnostic));
      if (line.changes?.operation === "plan") planned = total(line.changes);
      if (line.changes?.operation === "apply") {
        const { add, change, remove } = line.changes;
        applied = { add, change, remove };
      }
      const address = line.hook?.resource?.addr ?? "";
      // Data sources complete too, some of them before the plan is known.
      if (line.type === "apply_complete" && !address.startsWith("data.")) {
        done += 1;
        // A plan that was made before says nothing of how much there is to do.
        detail(`${done}${planned === 0 ? "" : ` of ${planned}`} resources, last ${address}`);
      }
      if (line.type === "apply_errored") options.onResourceError?.();
    },
    errors,
    options,
  );
  return applied;
}

/**
 * Plans the stack into a file in its folder.
 *
 * @param lock whether to hold the lock of the state, for which it waits a minute
 * @throws UserError with Terraform's own diagnostics
 */
export async function terraformPlan(
  props: TerraformProps,
  file: string,
  detail: Detail,
  lock = true,
): Promise<void> {
  const errors: string[] = [];
  await runTerraform(
    props,
    ["plan", "-input=false", lock ? "-lock-timeout=60s" : "-lock=false", `-out=${file}`, "-json"],
    (text) => {
      const line = parseUiLine(text);
      if (line.diagnostic?.severity === "error") errors.push(describe(line.diagnostic));
      if (line.type === "refresh_complete") detail(line.hook?.resource?.addr ?? "");
    },
    errors,
  );
}

/** A plan file of the stack's folder as one JSON document. */
export async function terraformShowPlan(props: TerraformProps, file: string): Promise<string> {
  const lines: string[] = [];
  await runTerraform(props, ["show", "-json", "-no-color", file], (text) => lines.push(text));
  return lines.join("\n");
}

/** The stack's outputs by name, as its state has them. */
export async function terraformOutputs(props: TerraformProps): Promise<Record<string, unknown>> {
  const lines: string[] = [];
  await runTerraform(props, ["output", "-json", "-no-color"], (text) => lines.push(text));
  // `terraform output -json` prints one object of {value, type, sensitive} by name.
  const outputs = JSON.parse(lines.join("\n")) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

async function runTerraform(
  props: TerraformProps,
  args: readonly string[],
  onLine: (line: string) => void,
  diagnostics: readonly string[] = [],
  { outputFile, signal, stopEarly }: ApplyOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const errorLines: string[] = [];
  const { child, readRest } =
    outputFile === undefined
      ? startWithPipes(props, args, onLine, errorLines)
      : startWithFile(props, args, outputFile, onLine);
  const stop = (): void => endTerraform(child);
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
  // The providers of one that was killed would stay.
  if (exitCode === null) endGroup(child);
  const reasons = diagnostics.length > 0 ? diagnostics : errorLines.filter((line) => line !== "");
  const ending = exitCode === null ? ` (ended by ${child.signalCode})` : "";
  throw new TerraformError(
    [
      `terraform ${args
        .filter((arg) => !arg.startsWith("-"))
        .slice(0, 2)
        .join(" ")} failed${ending}:`,
      ...reasons.flatMap((reason) => reason.split("\n")).map((line) => `  ${line}`),
    ],
    `The stack is in ${props.stackFolder}.`,
    reasons,
  );
}

interface StartedTerraform {
  readonly child: ChildProcess;
  /** Takes the last lines; for when it has ended. */
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

/** Terraform ends in order at the first request, unless what it waits for does not answer. */
function endTerraform(child: ChildProcess): void {
  child.kill("SIGINT");
  const timer = setTimeout(() => endGroup(child), END_TIMEOUT_MS);
  child.once("exit", () => clearTimeout(timer));
}

/** Ends Terraform, if it still runs, and its providers, which are in the group that it leads. */
function endGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) sendSignal(-pid, "SIGKILL");
}

function parseUiLine(text: string): UiLine {
  try {
    // Terraform's documented UI lines; every field is optional here, so another shape is harmless.
    return JSON.parse(text) as UiLine;
  } catch {
    return {};
  }
}

function total(changes: AppliedChanges): number {
  return changes.add + changes.change + changes.remove;
}

function describe(diagnostic: NonNullable<UiLine["diagnostic"]>): string {
  const { address, summary, detail = "" } = diagnostic;
  return [address, summary, withoutLockAdvice(detail)]
    .filter((part) => part !== undefined && part !== "")
    .join(": ");
}

/** Terraform ends its report of a lock with how to go on without one, which is how states are lost. */
function withoutLockAdvice(detail: string): string {
  return detail.replace(/\s*Terraform acquires a state lock[\s\S]*$/, "");
}
