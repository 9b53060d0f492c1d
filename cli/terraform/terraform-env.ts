import path from "node:path";
import type { LakeHome } from "../../local/home/lake-home";
import { isolatedAwsSettings } from "../../local/processes/allowed-environment";
import {
  emulatorProviderVersions,
  providerVersions,
} from "../../model/environment/provider-versions";
import type { ProviderVersions } from "../../model/environment/provider-versions";
import type { Environment } from "../../model/environment/environment";
import { findProviderMirror } from "../../toolchain/terraform/provider-mirror";
import { terraformEnvironment } from "../../toolchain/terraform/terraform-cli-config";

/**
 * Environment variables for Terraform: the user's, and the source of the provider.
 *
 * @param folder of Terraform's CLI configuration
 * @param environment whose stacks are planned or applied
 */
export function unattendedTerraformEnv(
  home: LakeHome,
  folder: string,
  environment: Pick<Environment, "emulator" | "providerRange">,
): NodeJS.ProcessEnv {
  return terraformEnv(home, folder, providerVersions(environment));
}

function terraformEnv(
  home: LakeHome,
  folder: string,
  versions: ProviderVersions,
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...terraformEnvironment({
      folder,
      mirror: findProviderMirror({ versions }),
      pluginCacheFolder: path.join(home.toolsFolder, "terraform-providers"),
    }),
  };
}

/**
 * Environment variables for Terraform with the embedded AWS: as {@link unattendedTerraformEnv}, but of all AWS settings
 * only those of the embedded AWS.
 *
 * @param endpointUrl of the embedded AWS
 */
export function localTerraformEnv(home: LakeHome, endpointUrl: string): NodeJS.ProcessEnv {
  const all = Object.entries(terraformEnv(home, home.terraformFolder, emulatorProviderVersions));
  return {
    ...Object.fromEntries(all.filter(([name]) => !/^AWS_/i.test(name))),
    ...isolatedAwsSettings,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}
