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
import { binaryOf } from "./find-terraform";
import type { BinaryOf } from "./find-terraform";

/**
 * Environment variables for Terraform: the user's, and the source of the provider.
 *
 * @param folder of Terraform's CLI configuration
 * @param environment whose stacks are planned or applied
 */
export function unattendedTerraformEnv(
  home: LakeHome,
  folder: string,
  environment: Pick<Environment, "emulator" | "providerRange" | "terraformBinary">,
): NodeJS.ProcessEnv {
  return terraformEnv(home, folder, providerVersions(environment), environment);
}

function terraformEnv(
  home: LakeHome,
  folder: string,
  versions: ProviderVersions,
  settings: BinaryOf,
): NodeJS.ProcessEnv {
  const binary = binaryOf(settings);
  return {
    ...process.env,
    ...terraformEnvironment({
      folder,
      binary,
      mirror: findProviderMirror({ versions, binary }),
      pluginCacheFolder: path.join(home.toolsFolder, "terraform-providers"),
    }),
  };
}

/**
 * Environment variables for Terraform with the embedded AWS: as {@link unattendedTerraformEnv}, but of all AWS settings
 * only those of the embedded AWS.
 *
 * @param endpointUrl of the embedded AWS
 * @param settings of `local`
 */
export function localTerraformEnv(
  home: LakeHome,
  endpointUrl: string,
  settings: BinaryOf,
): NodeJS.ProcessEnv {
  const variables = terraformEnv(home, home.terraformFolder, emulatorProviderVersions, settings);
  const all = Object.entries(variables);
  return {
    ...Object.fromEntries(all.filter(([name]) => !/^AWS_/i.test(name))),
    ...isolatedAwsSettings,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}
