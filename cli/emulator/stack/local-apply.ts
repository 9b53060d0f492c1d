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

/**
 * Applies the stack to the embedded AWS.
 *
 * @param refresh whether every resource is read first
 * @throws UserError if Terraform fails, or the embedded AWS ends in the meantime
 */
export async function applyLocally(
  terraform: TerraformProps,
  props: {
    readonly home: LakeHome;
    readonly emulator: RunningEmulator;
    readonly refresh: boolean;
    readonly detail: Detail;
  },
): Promise<AppliedChanges> {
  const { home, emulator, refresh, detail } = props;
  const watch = watchEmulator(home, emulator);
  try {
    return await terraformApply(terraform, detail, {
      outputFile: path.join(home.terraformFolder, "apply.jsonl"),
      lockTimeoutSeconds: LOCK_TIMEOUT_SECONDS,
      refresh,
      signal: watch.signal,
    });
  } catch (error) {
    throw error instanceof TerraformError ? explainApplyError(error) : error;
  } finally {
    watch.end();
  }
}

function explainApplyError(error: TerraformError): UserError {
  const { diagnostics } = error;
  if (!diagnostics.some((reason) => reason.includes("Error acquiring the state lock")))
    return error;
  return new UserError(
    `Another Terraform has locked the state of local for ${LOCK_TIMEOUT_SECONDS} s.`,
    "Wait until it has finished, then run npx lake up again.",
  );
}
