import type { LakeHome } from "../../local/home/lake-home";
import type { RunningEmulator } from "../../local/home/run-file";
import type { Output } from "../terminal/output";
import type { TerraformProps } from "../terraform/run-terraform";
import { synthesize } from "../terraform/synth";
import { localTerraformEnv } from "../terraform/terraform-env";
import { terraformInit } from "../terraform/terraform-init";
import { terraformOutputs } from "../terraform/terraform-state";
import type { AppliedChanges } from "../terraform/ui-output";
import { writeDeployment } from "./deployment-record";
import { keepIncompleteResources } from "./keep-incomplete-resources";
import { applyLocally } from "./local-apply";

/** How the stack `local` is deployed. */
export interface DeployStackProps {
  readonly home: LakeHome;
  /** Path of Terraform's executable. */
  readonly terraform: string;
  readonly emulator: RunningEmulator;
  /** Whether a deployment was completed before. */
  readonly complete: boolean;
  /** Whether Terraform's state may lack deployed resources. */
  readonly stateMayBeIncomplete: boolean;
  /** Whether the embedded AWS keeps running, with its data, when the deployment fails. */
  readonly isKept: boolean;
}

/** A deployed stack. */
export interface DeployedStack {
  readonly changes: AppliedChanges;
  /** Terraform outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Synthesizes the stack `local`, applies it to the embedded AWS, and records the progress. */
export async function deployStack(output: Output, props: DeployStackProps): Promise<DeployedStack> {
  const { home, emulator, terraform: command, complete, stateMayBeIncomplete, isKept } = props;
  const { endpointUrl } = emulator;
  // config/ is the user's own code, and may read any variable.
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(home, "up", { ...process.env, AWS_ENDPOINT_URL: endpointUrl }),
  );
  const environment = localTerraformEnv(home, endpointUrl);
  const terraform: TerraformProps = {
    command,
    stackFolder,
    environment,
    advice: `Repair what these lines name, then run npx lake up again. The stack is in ${stackFolder}.`,
  };
  await output.step("Initialize Terraform", (detail) => terraformInit(terraform, detail));
  writeDeployment(home, emulator, { complete, applying: true });
  const changes = await output
    .step("Apply the stack", (detail) =>
      applyLocally(terraform, { home, emulator, stateMayBeIncomplete, detail }),
    )
    .catch(async (error: unknown) => {
      throw isKept ? await keepIncompleteResources(terraform, error) : error;
    });
  writeDeployment(home, emulator, { complete: true, applying: false });
  return { changes, outputs: await terraformOutputs(terraform) };
}
