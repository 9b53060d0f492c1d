import path from "node:path";
import type { LakeHome } from "../../local/home/lake-home";
import { isolatedAwsSettings } from "../../local/processes/allowed-environment";
import { findProviderMirror } from "../../toolchain/terraform/provider-mirror";
import { terraformEnvironment } from "../../toolchain/terraform/terraform-cli-config";

/**
 * The environment of a Terraform that runs unattended: the user's, and where its provider comes from.
 *
 * @param folder for Terraform's CLI configuration
 */
export function unattendedTerraformEnv(home: LakeHome, folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...terraformEnvironment({
      folder,
      mirror: findProviderMirror(),
      pluginCacheFolder: path.join(home.toolsFolder, "terraform-providers"),
    }),
  };
}

/**
 * The environment of a Terraform that works on the embedded AWS: as {@link unattendedTerraformEnv}, but of all of AWS's
 * settings only those that lead to the embedded AWS.
 *
 * @param endpointUrl where the embedded AWS answers
 */
export function localTerraformEnv(home: LakeHome, endpointUrl: string): NodeJS.ProcessEnv {
  const all = Object.entries(unattendedTerraformEnv(home, home.terraformFolder));
  return {
    ...Object.fromEntries(all.filter(([name]) => !/^AWS_/i.test(name))),
    ...isolatedAwsSettings,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}
