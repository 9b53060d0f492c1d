import path from "node:path";
import type { LakeHome } from "../../../local/home/lake-home";
import type { RunningEmulator } from "../../../local/home/run-file";
import { UserError } from "../../../errors/user-error";
import { watchEmulator } from "../../target/emulator-watch";
import type { Detail } from "../../terminal/output";
import { TerraformError } from "../../terraform/run-terraform";
import type { TerraformProps } from "../../terraform/run-terraform";
import { terraformApply } from "../../terraform/terraform-apply";
import type { AppliedChanges } from "../../terraform/ui-output";

/** A `lake review` of `local` keeps Terraform's lock for some seconds. */
const LOCK_TIMEOUT_SECONDS = 30;

const RESTART = "npx lake down && npx lake up";

/** Resources are deployed that are missing in Terraform's state. */
export class UnmanagedResourcesError extends UserError {}

/**
 * Applies the stack to the embedded AWS.
 *
 * @param stateMayBeIncomplete whether the state may lack deployed resources: then the first failure ends the run
 * @param refresh whether every resource is read first
 * @throws UnmanagedResourcesError if resources exist that the state does not contain
 * @throws UserError if Terraform fails, or the embedded AWS ends in the meantime
 */
export async function applyLocally(
  terraform: TerraformProps,
  props: {
    readonly home: LakeHome;
    readonly emulator: RunningEmulator;
    readonly stateMayBeIncomplete: boolean;
    readonly refresh: boolean;
    readonly detail: Detail;
  },
): Promise<AppliedChanges> {
  const { home, emulator, stateMayBeIncomplete, refresh, detail } = props;
  const watch = watchEmulator(home, emulator);
  const failed = new AbortController();
  try {
    return await terraformApply(terraform, detail, {
      outputFile: path.join(home.terraformFolder, "apply.jsonl"),
      lockTimeoutSeconds: LOCK_TIMEOUT_SECONDS,
      refresh,
      signal: watch.signal,
      ...(stateMayBeIncomplete
        ? { stopEarly: failed.signal, onResourceError: () => failed.abort() }
        : {}),
    });
  } catch (error) {
    throw error instanceof TerraformError ? explainApplyError(error) : error;
  } finally {
    watch.end();
  }
}

function explainApplyError(error: TerraformError): UserError {
  const { diagnostics } = error;
  if (diagnostics.some((reason) => reason.includes("Error acquiring the state lock"))) {
    return new UserError(
      `Another Terraform has locked the state of local for ${LOCK_TIMEOUT_SECONDS} s.`,
      `Wait until it has finished, or restart: ${RESTART}`,
    );
  }
  const conflicts = diagnostics.filter((reason) => CONFLICT.test(reason));
  const [first] = conflicts;
  if (first === undefined) return error;
  const rest = conflicts.length === 1 ? "" : ` and ${conflicts.length - 1} more`;
  const [place = ""] = first.split(": ");
  return new UnmanagedResourcesError(
    `${place}${rest} exist in the embedded AWS, but not in Terraform's state: an earlier \`lake up\` was killed, or its state was removed.`,
    `Restart, which deletes its data: ${RESTART}`,
  );
}

/** How the services of the stack report that a name is taken. */
const CONFLICT =
  /already ?(exists|owned)|AlreadyExists|BucketAlready|ResourceInUse|ResourceConflict|StatusCode: 409/i;

/** The error for a completed deployment without its state, which can't be changed any more. */
export function stateLostError(home: LakeHome): UserError {
  return new UserError(
    `Terraform's state of the deployment, in ${home.terraformFolder}, is missing or damaged.`,
    `Restart, which deletes the data of the embedded AWS: ${RESTART}`,
  );
}
