import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "../local/user-error";
import { exitOf } from "./child-process";
import type { Detail } from "./output";

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
  lock: { readonly platforms: readonly string[]; readonly mirror?: string },
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
 * @param planFile plan in the stack's folder that is applied as it is, in place of one that is made now
 * @throws UserError with Terraform's own diagnostics
 */
export async function terraformApply(
  props: TerraformProps,
  detail: Detail,
  planFile?: string,
): Promise<AppliedChanges> {
  let planned = 0;
  let done = 0;
  let applied: AppliedChanges = { add: 0, change: 0, remove: 0 };
  const errors: string[] = [];
  await runTerraform(
    props,
    [
      "apply",
      "-input=false",
      "-auto-approve",
      "-json",
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
        detail(`${done} of ${planned} resources, last ${address}`);
      }
    },
    errors,
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
): Promise<void> {
  const child = spawn(props.command, args, {
    cwd: props.stackFolder,
    env: props.environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const errorLines: string[] = [];
  createInterface({ input: child.stdout }).on("line", onLine);
  createInterface({ input: child.stderr }).on("line", (line) => errorLines.push(line));
  const exitCode = await exitOf(child);
  if (exitCode === 0) return;
  const reasons = diagnostics.length > 0 ? diagnostics : errorLines.filter((line) => line !== "");
  throw new UserError(
    [
      `terraform ${args
        .filter((arg) => !arg.startsWith("-"))
        .slice(0, 2)
        .join(" ")} failed:`,
      ...reasons.flatMap((reason) => reason.split("\n")).map((line) => `  ${line}`),
    ],
    `The stack is in ${props.stackFolder}.`,
  );
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
