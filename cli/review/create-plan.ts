import { rm } from "node:fs/promises";
import path from "node:path";
import { prepareStack } from "../target/prepare-stack";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { parsePlan } from "../terraform/plan/terraform-plan";
import type { TerraformPlan } from "../terraform/plan/terraform-plan";
import type { TerraformProps } from "../terraform/run-terraform";
import { terraformPlan, terraformShowPlan } from "../terraform/plan/run-plan";
import { refusedPlan } from "./refused-plan";
import type { RefusedPlan } from "./refused-plan";

const PLAN_FILE = "review.plan";

/** A plan, and its files. */
export interface CreatedPlan {
  readonly plan: TerraformPlan;
  readonly stackFolder: string;
  /** Path of Terraform's plan file. */
  readonly file: string;
  /** Set if Terraform refuses to apply it. */
  readonly refused?: RefusedPlan;
}

/**
 * Plans an environment: `local` against the running embedded AWS, others with the caller's credentials and state.
 *
 * @param lock whether to lock the state; without a lock, the plan may read a state that is being changed
 * @throws UserError for an unknown name, an embedded AWS that doesn't run, a provider lock that the stack does not allow, or an error
 *   of Terraform other than a refusal
 */
export async function createPlan(
  output: Output,
  environmentName: string,
  lock = true,
): Promise<CreatedPlan> {
  const terraform = await prepareStack(output, requireEnvironment(environmentName), "review");
  const { stackFolder } = terraform;
  const file = path.join(stackFolder, PLAN_FILE);
  const refused = await planUnlessRefused(output, terraform, lock);
  const text = await output.step("Read the plan", () => terraformShowPlan(terraform, PLAN_FILE));
  const plan = parsePlan(text, "The plan");
  return {
    plan,
    stackFolder,
    file,
    ...(refused === undefined ? {} : { refused }),
  };
}

/** Terraform writes a plan that it refuses too, marked as such. */
async function planUnlessRefused(
  output: Output,
  terraform: TerraformProps,
  lock: boolean,
): Promise<RefusedPlan | undefined> {
  // Whatever is shown is of this run.
  await rm(path.join(terraform.stackFolder, PLAN_FILE), { force: true });
  try {
    await output.step("Plan", (detail) => terraformPlan(terraform, PLAN_FILE, detail, lock));
    return undefined;
  } catch (error) {
    const refused = refusedPlan(error);
    if (refused === undefined) throw error;
    return refused;
  }
}
