import path from "node:path";
import type { Environment } from "../../model/environment/environment";
import { lakeHome } from "../../local/home/lake-home";
import { openHome } from "../../local/home/open-home";
import { makePrivateFolder } from "../../local/home/private-files";
import type { Output } from "../terminal/output";
import { findTerraformFor } from "../terraform/find-terraform";
import { requireAllowedLock } from "../terraform/locked-providers";
import type { TerraformProps } from "../terraform/run-terraform";
import { synthesize } from "../terraform/synth";
import type { SynthesizingCommand } from "../terraform/synth";
import { localTerraformEnv, unattendedTerraformEnv } from "../terraform/terraform-env";
import { terraformInitOnce } from "../terraform/terraform-init";
import { LOCAL, requireRunningEmulator } from "./local-emulator";

/**
 * Makes the stack of an environment ready for Terraform: `local` for the running embedded AWS, others with the caller's
 * credentials and state.
 *
 * @param command whose folder receives the stack
 * @throws UserError for an embedded AWS that doesn't run, a provider lock that the stack does not allow, a configuration
 *   with violations, or an error of `terraform init`
 */
export async function prepareStack(
  output: Output,
  settings: Environment,
  command: SynthesizingCommand,
): Promise<TerraformProps> {
  const { name } = settings;
  const home = lakeHome();
  // First, since the following steps may create folders in it.
  openHome(home);
  requireAllowedLock(settings);
  const terraform = await findTerraformFor(output, home, settings);
  // Terraform's configuration for `local` is kept with the embedded AWS only.
  const folder = path.join(home.folder, command);
  makePrivateFolder(folder);
  const endpointUrl = name === LOCAL ? (await requireRunningEmulator()).endpointUrl : undefined;
  const environment =
    endpointUrl === undefined
      ? unattendedTerraformEnv(home, folder, settings)
      : localTerraformEnv(home, endpointUrl, settings);
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(
      home,
      command,
      { ...process.env, ...(endpointUrl === undefined ? {} : { AWS_ENDPOINT_URL: endpointUrl }) },
      name,
    ),
  );
  const prepared = { command: terraform, stackFolder, environment };
  await terraformInitOnce(output, prepared);
  return prepared;
}
