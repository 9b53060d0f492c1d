import { rmSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import type { Detail } from "../terminal/output";
import { findOrphanedTerraform, waitForEnd } from "../emulator/orphaned-terraform";
import type { AppliedFolder } from "../emulator/orphaned-terraform";
import { TerraformError } from "../terraform/run-terraform";
import type { TerraformProps } from "../terraform/run-terraform";
import { terraformApply } from "../terraform/terraform-apply";

/** A `lake review` keeps Terraform's lock for some seconds. */
const LOCK_TIMEOUT_SECONDS = 30;
/** Longer than Terraform's provider waits for any resource of the stack. */
const ORPHAN_TIMEOUT_MS = 20 * 60_000;

/** How Terraform destroys. */
export interface TerraformDestroyProps {
  readonly terraform: TerraformProps;
  readonly environment: string;
  /** Ends Terraform; the reason is thrown. @default - it is never ended */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Destroys what the state has.
 *
 * Terraform writes into a file, so that it ends its work, saves the state and releases its lock also when this process is
 * killed.
 *
 * @param targets addresses, with what depends on them. @default - everything
 * @throws UserError if the state is locked, or with Terraform's own diagnostics
 */
export async function terraformDestroy(
  { terraform, environment, signal }: TerraformDestroyProps,
  detail: Detail,
  targets?: readonly string[],
): Promise<void> {
  const outputFile = path.join(terraform.stackFolder, "destroy.jsonl");
  try {
    await terraformApply(terraform, detail, {
      destroy: targets === undefined ? {} : { targets },
      lockTimeoutSeconds: LOCK_TIMEOUT_SECONDS,
      outputFile,
      signal,
    });
  } catch (error) {
    throw error instanceof TerraformError ? (lockedState(error, environment) ?? error) : error;
  } finally {
    rmSync(outputFile, { force: true });
  }
}

/**
 * Waits for the Terraform of a run that was killed.
 *
 * @param folders in which the stack is applied
 * @throws UserError if it does not end
 */
export async function waitForEarlierTerraform(
  folders: readonly AppliedFolder[],
  detail: Detail,
): Promise<void> {
  for (const { command, stackFolder } of folders) {
    const orphans = findOrphanedTerraform(stackFolder);
    const [running] = await waitForEnd(orphans, ORPHAN_TIMEOUT_MS, detail);
    if (running === undefined) continue;
    throw new UserError(
      `The Terraform of an earlier \`lake ${command}\` (process ${running.pid}) still runs.`,
      `Wait until it ends, or interrupt it: kill -INT ${running.pid}`,
    );
  }
}

/** The error for a state that another Terraform has locked; undefined for any other error. */
function lockedState({ diagnostics }: TerraformError, environment: string): UserError | undefined {
  const found = diagnostics.find((each) => each.includes("Error acquiring the state lock"));
  if (found === undefined) return undefined;
  const valueOf = (name: string) => new RegExp(`^\\s*${name}:\\s+(.+)$`, "m").exec(found)?.[1];
  const holder = [
    ...(valueOf("Who") === undefined ? [] : [`by ${valueOf("Who")}`]),
    ...(valueOf("Created") === undefined ? [] : [`since ${valueOf("Created")}`]),
  ].join(" ");
  return new UserError(
    `Another Terraform has locked the state of ${environment}${holder === "" ? "" : ` ${holder}`}.`,
    `Wait until it has finished, and run the command again. If it was killed, release its lock: docs/deploy/terraform-state.md#restore-a-state${valueOf("ID") === undefined ? "" : ` (ID ${valueOf("ID")})`}.`,
  );
}
