import { terraformEnvironment } from "../../../toolchain/terraform/terraform-cli-config";
import { stackFolderOf } from "../../../cli/terraform/synth";
import { lakeHome } from "../../../local/home/lake-home";
import { testProviderMirror } from "./provider-range";
import { findTestTerraform, testBinary } from "./test-binary";
import { startProcess } from "./lake-command";
import type { Ended, Started } from "./lake-command";

/** Runs Terraform in a folder like `lake up` does; fails with installation instructions if it is missing. */
export async function runTerraform(
  folder: string,
  home: string,
  environment: NodeJS.ProcessEnv,
  ...args: readonly string[]
): Promise<Ended> {
  return (await startTerraform(folder, home, environment, ...args)).ended;
}

/** Starts Terraform like {@link runTerraform}, without waiting. */
export async function startTerraform(
  folder: string,
  home: string,
  environment: NodeJS.ProcessEnv,
  ...args: readonly string[]
): Promise<Started> {
  const { toolsFolder, terraformFolder } = lakeHome({ LAKE_HOME: home });
  const terraform = await findTestTerraform(toolsFolder);
  const variables = terraformEnvironment({
    folder: terraformFolder,
    binary: testBinary,
    mirror: testProviderMirror(),
  });
  return startProcess(terraform, args, { ...variables, ...environment }, folder);
}

/** Plans the stack `local` of a home again, and returns what the plan would do. */
export async function planExitCode(
  home: string,
  endpointUrl: string,
): Promise<"no changes" | "changes"> {
  const folder = stackFolderOf(lakeHome({ LAKE_HOME: home }), "up");
  const { exitCode, stdout, stderr } = await runTerraform(
    folder,
    home,
    { AWS_ENDPOINT_URL: endpointUrl },
    "plan",
    "-detailed-exitcode",
    "-input=false",
    "-no-color",
  );
  if (exitCode === 0) return "no changes";
  if (exitCode === 2) return "changes";
  throw new Error(`terraform plan failed:\n${stdout}${stderr}`);
}
