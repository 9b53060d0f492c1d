import type { Detail } from "../terminal/output";
import { ProviderWaits } from "./provider-waits";
import { runTerraform } from "./run-terraform";
import type { RunTerraformOptions, TerraformProps } from "./run-terraform";
import { errorIn, parseUiLine } from "./ui-output";
import type { AppliedChanges } from "./ui-output";

/** How a stack is applied. */
export interface ApplyOptions extends Pick<
  RunTerraformOptions,
  "outputFile" | "signal" | "stopEarly"
> {
  /** A plan in the stack's folder, which is applied as it is. @default - a new plan */
  readonly planFile?: string;
  /** Destroys what the state has instead. @default - creates and changes what the stack says */
  readonly destroy?: {
    /** Addresses; what depends on them is destroyed too. @default - everything */
    readonly targets?: readonly string[];
  };
  /** Called when a resource could not be created, while others continue. */
  readonly onResourceError?: () => void;
  /**
   * Whether every resource is read first and compared with the state.
   *
   * @default true
   */
  readonly refresh?: boolean;
  /** How long to wait until another Terraform releases its lock of the state. @default - not at all */
  readonly lockTimeoutSeconds?: number;
}

/**
 * Applies or destroys the stack without asking.
 *
 * @param options @default - makes a plan now, and applies it
 * @throws TerraformError with Terraform's own diagnostics
 */
export async function terraformApply(
  props: TerraformProps,
  detail: Detail,
  options: ApplyOptions = {},
): Promise<AppliedChanges> {
  const { onResourceError, ...run } = options;
  let planned = 0;
  let done = 0;
  let applied: AppliedChanges = { add: 0, change: 0, remove: 0 };
  const diagnostics: string[] = [];
  // A saved plan does not report how much there is to do.
  const progress = () => `${done}${planned === 0 ? "" : ` of ${planned}`} resources`;
  const waits = new ProviderWaits();
  const onLine = (text: string): void => {
    const line = parseUiLine(text);
    const error = errorIn(line);
    if (error !== undefined) diagnostics.push(error);
    if (line.changes?.operation === "plan") planned = total(line.changes);
    if (line.changes?.operation === "apply" || line.changes?.operation === "destroy") {
      const { add, change, remove } = line.changes;
      applied = { add, change, remove };
    }
    const address = line.hook?.resource?.addr ?? "";
    waits.follow(line);
    // Data sources complete too, some of them before the plan is known.
    if (line.type === "apply_complete" && !address.startsWith("data.")) {
      done += 1;
      const wait = waits.describe();
      detail(`${progress()}, ${wait ?? `last ${address}`}`);
    }
    // Terraform sends these every ten seconds for each resource that is not complete.
    if (line.type === "apply_progress") {
      const seconds = line.hook?.elapsed_seconds ?? 0;
      detail(`${progress()}, ${waits.describe() ?? `waiting for ${address} (${seconds} s)`}`);
    }
    if (line.type === "apply_errored") onResourceError?.();
  };
  await runTerraform(props, argumentsOf(props, options), { ...run, onLine, diagnostics });
  return applied;
}

function argumentsOf(props: TerraformProps, options: ApplyOptions): string[] {
  const { lockTimeoutSeconds, outputFile, planFile, destroy, refresh = true } = options;
  return [
    // With its folder among its arguments, a Terraform that outlives this process can be identified.
    ...(outputFile === undefined ? [] : [`-chdir=${props.stackFolder}`]),
    ...["apply", "-input=false"],
    ...(lockTimeoutSeconds === undefined ? [] : [`-lock-timeout=${lockTimeoutSeconds}s`]),
    ...(refresh ? [] : ["-refresh=false"]),
    ...(destroy === undefined ? [] : ["-destroy"]),
    ...(destroy?.targets ?? []).map((address) => `-target=${address}`),
    ...["-auto-approve", "-json"],
    ...(planFile === undefined ? [] : [planFile]),
  ];
}

function total(changes: AppliedChanges): number {
  return changes.add + changes.change + changes.remove;
}
