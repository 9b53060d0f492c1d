import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import type { Detail } from "../terminal/output";
import { parsePlan } from "../terraform/plan/terraform-plan";
import type { TerraformPlan } from "../terraform/plan/terraform-plan";
import { terraformShowPlan } from "../terraform/plan/run-plan";
import { blockingResources } from "../terraform/incomplete-resources";
import { TerraformError } from "../terraform/run-terraform";
import type { TerraformProps } from "../terraform/run-terraform";
import { terraformApply } from "../terraform/terraform-apply";
import type { AppliedChanges } from "../terraform/ui-output";
import { rejectUnsupportedReshardings } from "./resharding";

/** An apply that failed, and left resources after which Terraform refuses every plan. */
export class IncompleteApplyError extends UserError {
  constructor(
    cause: TerraformError,
    /** Addresses of protected resources whose creation failed halfway. */
    readonly incomplete: readonly string[],
  ) {
    super(
      [
        ...cause.message.split("\n"),
        ...incomplete.map(
          (address) => `${address} was created incompletely, and is marked as tainted.`,
        ),
      ],
      "Terraform refuses every plan until the mark is removed: the report shows how to keep it.",
    );
  }
}

const FILE = "approved.plan";

/**
 * Checks a plan file and applies it as it is. Terraform verifies that the state is still the one that was planned with.
 *
 * @throws IncompleteApplyError if it left protected resources incomplete
 * @throws UserError if the state is another one, or with Terraform's own diagnostics
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
    const plan = parsePlan(await terraformShowPlan(terraform, FILE), "The approved plan");
    rejectUnsupportedReshardings(plan);
    check(plan);
    return await terraformApply(terraform, detail, { planFile: FILE });
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.includes("Saved plan is stale")) {
      throw await explainApplyError(error, terraform);
    }
    throw new UserError(
      "The state has changed since the plan was approved. Nothing was applied.",
      "Plan again, and have the new plan approved.",
    );
  } finally {
    await rm(file, { force: true });
  }
}

async function explainApplyError(error: unknown, terraform: TerraformProps): Promise<unknown> {
  if (!(error instanceof TerraformError)) return error;
  const incomplete = await blockingResources(terraform);
  return incomplete.length === 0 ? error : new IncompleteApplyError(error, incomplete);
}
