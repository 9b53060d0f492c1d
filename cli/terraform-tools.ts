import path from "node:path";
import type { LakeHome } from "../local/runtime/lake-home";
import { findProviderMirror } from "../local/toolchain/provider-mirror";
import { terraformEnvironment } from "../local/toolchain/terraform-cli-config";

/**
 * The environment of a Terraform that runs unattended: the user's, and where its provider comes from.
 *
 * @param folder for Terraform's CLI configuration
 */
export function unattendedTerraform(home: LakeHome, folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...terraformEnvironment({
      folder,
      mirror: findProviderMirror(),
      pluginCacheFolder: path.join(home.toolsFolder, "terraform-providers"),
    }),
  };
}
