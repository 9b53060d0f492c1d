import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import type { Detail } from "../terminal/output";
import { parsePlan } from "../terraform/plan/terraform-plan";
import type { TerraformPlan } from "../terraform/plan/terraform-plan";
import { terraformShowPlan } from "../terraform/plan/run-plan";
import type { TerraformProps } from "../terraform/run-terraform";
import { terraformApply } from "../terraform/terraform-apply";
import type { AppliedChanges } from "../terraform/ui-output";

const FILE = "approved.plan";

/**
 * Checks a plan file and applies it as it is. Terraform verifies that the state is still the one that was planned with.
 *
 * @throws UserError if it is not, or with Terraform's own diagnostics
 */
export async function applySavedPlan(
  terraform: TerraformProps,
  planFile: Buffer,
  check: (plan: TerraformPlan) => void,
  detail: Detail,
): Promise<AppliedChanges> {
  const file = path.join(terraform.stackFolder, FILE);
  // It contains what the state contains.
  await writeFile(file, planFile, { mode: 0o600 });
  try {
    check(parsePlan(await terraformShowPlan(terraform, FILE), "The approved plan"));
    return await terraformApply(terraform, detail, { planFile: FILE });
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.includes("Saved plan is stale"))
      throw error;
    throw new UserError(
      "The state has changed since the plan was approved. Nothing was applied.",
      "Plan again, and have the new plan approved.",
    );
  } finally {
    await rm(file, { force: true });
  }
}
