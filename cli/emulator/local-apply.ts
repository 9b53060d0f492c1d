import path from "node:path";
import type { LakeHome } from "../../local/home/lake-home";
import type { RunningEmulator } from "../../local/home/run-file";
import { UserError } from "../../errors/user-error";
import { watchEmulator } from "../target/emulator-watch";
import type { Detail } from "../terminal/output";
import { TerraformError } from "../terraform/run-terraform";
import type { TerraformProps } from "../terraform/run-terraform";
import { terraformApply } from "../terraform/terraform-apply";
import type { AppliedChanges } from "../terraform/ui-output";

/** A `lake review` of `local` holds Terraform's lock for some seconds. */
const LOCK_TIMEOUT_SECONDS = 30;

const ANEW = "npx lake down && npx lake up";

/** Terraform's state does not know what is deployed. */
export class UnmanagedResourcesError extends UserError {}

/**
 * Applies the stack to the embedded AWS.
 *
 * @param suspicious whether Terraform's state may lack what is there: then the first resource that fails ends the run
 * @throws UnknownResourcesError when resources are there already that the state does not know
 * @throws UserError when Terraform fails, or the embedded AWS ends meanwhile
 */
export async function applyLocally(
  terraform: TerraformProps,
  props: {
    readonly home: LakeHome;
    readonly emulator: RunningEmulator;
    readonly suspicious: boolean;
    readonly detail: Detail;
  },
): Promise<AppliedChanges> {
  const { home, emulator, suspicious, detail } = props;
  const watch = watchEmulator(home, emulator);
  const failed = new AbortController();
  try {
    return await terraformApply(terraform, detail, {
      outputFile: path.join(home.terraformFolder, "apply.jsonl"),
      lockTimeoutSeconds: LOCK_TIMEOUT_SECONDS,
      signal: watch.signal,
      ...(suspicious ? { stopEarly: failed.signal, onResourceError: () => failed.abort() } : {}),
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
      `Another Terraform has worked on the state of local for ${LOCK_TIMEOUT_SECONDS} s.`,
      "Wait until it has ended, or start anew: npx lake down && npx lake up",
    );
  }
  const conflicts = diagnostics.filter((reason) => CONFLICT.test(reason));
  const [first] = conflicts;
  if (first === undefined) return error;
  const rest = conflicts.length === 1 ? "" : ` and ${conflicts.length - 1} more`;
  const [place = ""] = first.split(": ");
  return new UnmanagedResourcesError(
    `${place}${rest} are in the embedded AWS already, and Terraform's state does not know them: an earlier \`lake up\` was killed, or its state was removed.`,
    `Start anew, without the data that it holds: ${ANEW}`,
  );
}

/** How the services of the stack say that a name is taken. */
const CONFLICT =
  /already ?(exists|owned)|AlreadyExists|BucketAlready|ResourceInUse|ResourceConflict|StatusCode: 409/i;

/** The state of a deployment that was complete is gone, and with it the way to change it. */
export function stateLostError(home: LakeHome): UserError {
  return new UserError(
    `Terraform's state of what is deployed, in ${home.terraformFolder}, is gone or damaged.`,
    `Start anew, without the data that the embedded AWS holds: ${ANEW}`,
  );
}
