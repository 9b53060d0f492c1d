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
import { synthesize } from "../terraform/synth";
import { terraformPlan, terraformShowPlan } from "../terraform/plan/run-plan";
import { terraformInit } from "../terraform/terraform-init";
import { localTerraformEnv, unattendedTerraformEnv } from "../terraform/terraform-env";

/** A plan, and its files. */
export interface CreatedPlan {
  readonly plan: TerraformPlan;
  readonly stackFolder: string;
  /** Path of Terraform's plan file. */
  readonly file: string;
}

/**
 * Plans an environment: `local` against the running embedded AWS, others with the caller's credentials and state.
 *
 * @param lock whether to lock the state; without a lock, the plan may read a state that is being changed
 * @throws UserError for an unknown name, an embedded AWS that doesn't run, or an error of Terraform
 */
export async function createPlan(
  output: Output,
  environmentName: string,
  lock = true,
): Promise<CreatedPlan> {
  const { name } = requireEnvironment(environmentName);
  const home = lakeHome();
  // First, since the following steps may create folders in it.
  openHome(home);
  const command = await output.step("Find Terraform", (progress) =>
    findTerraform({ toolsFolder: home.toolsFolder, progress }),
  );
  // Terraform's configuration for `local` is kept with the embedded AWS only.
  const reviewFolder = path.join(home.folder, "review");
  makePrivateFolder(reviewFolder);
  const endpointUrl = name === LOCAL ? (await requireRunningEmulator()).endpointUrl : undefined;
  const environment =
    endpointUrl === undefined
      ? unattendedTerraformEnv(home, reviewFolder)
      : localTerraformEnv(home, endpointUrl);
  // A folder of its own: a review never changes what somebody is about to apply.
  const reviewHome = { ...home, synthFolder: path.join(reviewFolder, "cdktf.out") };
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(
      reviewHome,
      { ...process.env, ...(endpointUrl === undefined ? {} : { AWS_ENDPOINT_URL: endpointUrl }) },
      name,
    ),
  );
  const terraform = { command, stackFolder, environment };
  await output.step("Initialize Terraform", (detail) => terraformInit(terraform, detail));
  const file = "review.plan";
  await output.step("Plan", (detail) => terraformPlan(terraform, file, detail, lock));
  return {
    plan: parsePlan(await terraformShowPlan(terraform, file), "The plan"),
    stackFolder,
    file: path.join(stackFolder, file),
  };
}
