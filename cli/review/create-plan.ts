import { rm } from "node:fs/promises";
import path from "node:path";
import { lakeHome } from "../../local/home/lake-home";
import { openHome } from "../../local/home/open-home";
import { makePrivateFolder } from "../../local/home/private-files";
import { findTerraform } from "../../toolchain/terraform/terraform";
import { requireEnvironment } from "../target/require-environment";
import { LOCAL, requireRunningEmulator } from "../target/local-emulator";
import type { Output } from "../terminal/output";
import { parsePlan } from "../terraform/plan/terraform-plan";
import type { TerraformPlan } from "../terraform/plan/terraform-plan";
import type { TerraformProps } from "../terraform/run-terraform";
import { synthesize } from "../terraform/synth";
import { terraformPlan, terraformShowPlan } from "../terraform/plan/run-plan";
import { requireAllowedLock } from "../terraform/locked-providers";
import { terraformInit } from "../terraform/terraform-init";
import { localTerraformEnv, unattendedTerraformEnv } from "../terraform/terraform-env";
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
  const settings = requireEnvironment(environmentName);
  const { name } = settings;
  const home = lakeHome();
  // First, since the following steps may create folders in it.
  openHome(home);
  requireAllowedLock(settings);
  const command = await output.step("Find Terraform", (progress) =>
    findTerraform({ toolsFolder: home.toolsFolder, progress }),
  );
  // Terraform's configuration for `local` is kept with the embedded AWS only.
  const reviewFolder = path.join(home.folder, "review");
  makePrivateFolder(reviewFolder);
  const endpointUrl = name === LOCAL ? (await requireRunningEmulator()).endpointUrl : undefined;
  const environment =
    endpointUrl === undefined
      ? unattendedTerraformEnv(home, reviewFolder, settings)
      : localTerraformEnv(home, endpointUrl);
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(
      home,
      "review",
      { ...process.env, ...(endpointUrl === undefined ? {} : { AWS_ENDPOINT_URL: endpointUrl }) },
      name,
    ),
  );
  const terraform = { command, stackFolder, environment };
  await output.step("Initialize Terraform", (detail) => terraformInit(terraform, detail));
  const file = path.join(stackFolder, PLAN_FILE);
  const refused = await planUnlessRefused(output, terraform, lock);
  const plan = parsePlan(await terraformShowPlan(terraform, PLAN_FILE), "The plan");
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
