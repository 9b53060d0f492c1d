import type { LakeHome } from "../../local/home/lake-home";
import type { Environment } from "../../model/environment/environment";
import { hasS3State, stateBackendStackName } from "../../model/naming/state-location";
import { readSynthesizedResources } from "../cost/synthesized-resources";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import { stackFolderOf, synthesize } from "../terraform/synth";
import type { SynthesizingCommand } from "../terraform/synth";

/** The resources that a deployer makes. */
export interface DeployedStacks {
  readonly lake: readonly TerraformResource[];
  /** The state bucket and its key; none where the state is not in S3. */
  readonly state: readonly TerraformResource[];
}

/** Synthesizes an environment, and reads its stack and that of its state bucket. */
export async function synthesizeDeployed(
  home: LakeHome,
  command: SynthesizingCommand,
  environment: Environment,
): Promise<DeployedStacks> {
  const folder = await synthesize(home, command, process.env, environment.name);
  const { resources: lake } = await readSynthesizedResources(folder);
  if (!hasS3State(environment)) return { lake, state: [] };
  const stateFolder = stackFolderOf(home, command, stateBackendStackName(environment.name));
  const { resources: state } = await readSynthesizedResources(stateFolder);
  return { lake, state };
}
