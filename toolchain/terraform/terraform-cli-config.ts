import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { AWS_PROVIDER_ADDRESS } from "./provider-mirror";

/** What Terraform's environment depends on. */
export interface TerraformEnvironmentProps {
  /** Folder for Terraform's CLI configuration; made if it is missing. */
  readonly folder: string;
  /** Folder to take the AWS provider from; without one Terraform downloads it. */
  readonly mirror?: string | undefined;
  /**
   * Folder that keeps a downloaded provider for later runs; made if it is missing. A `TF_PLUGIN_CACHE_DIR` of the user
   * goes before it.
   *
   * @default - each new stack folder downloads the provider again
   */
  readonly pluginCacheFolder?: string;
  /** What the user has set. @default - this process' */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * What to add to the environment of a Terraform that runs unattended against the embedded AWS. A variable whose value
 * is `undefined` has to be absent: spread it over the user's environment and hand that to `spawn`, which leaves it out.
 */
export function terraformEnvironment(props: TerraformEnvironmentProps): NodeJS.ProcessEnv {
  const { folder, mirror, pluginCacheFolder, environment = process.env } = props;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = writeTerraformCliConfig(path.join(folder, "terraform.tfrc"), mirror);
  return {
    // Terraform leaves out its hints on what to type next, never asks, and doesn't call home.
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
    ...(file === undefined
      ? { ...userConfig(environment), ...pluginCache(pluginCacheFolder, environment) }
      : { TF_CLI_CONFIG_FILE: file }),
  };
}

/**
 * Writes a CLI configuration that makes Terraform take the AWS provider from a mirror, and all others from where they
 * come from.
 *
 * @returns the file's absolute path, or `undefined` when there is no mirror and so nothing to write
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function writeTerraformCliConfig(
  file: string,
  mirror: string | undefined,
): string | undefined {
  if (mirror === undefined) return undefined;
  const absolute = path.resolve(file);
  const provider = JSON.stringify([AWS_PROVIDER_ADDRESS]);
  mkdirSync(path.dirname(absolute), { recursive: true, mode: 0o700 });
  writeFileSync(
    absolute,
    `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(path.resolve(mirror))}
    include = ${provider}
  }
  direct {
    exclude = ${provider}
  }
}
`,
    { mode: 0o600 },
  );
  return absolute;
}

/** A variable that names a missing file makes Terraform warn at each command and changes nothing else. */
function userConfig(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named = environment.TF_CLI_CONFIG_FILE;
  if (named === undefined || existsSync(named)) return {};
  return { TF_CLI_CONFIG_FILE: undefined };
}

/**
 * The provider is over 600 MB unpacked, and `terraform init` keeps it in the stack's folder, which is generated and may
 * be removed at any time. There is no lock file either, without which Terraform leaves its cache unused unless it is
 * told otherwise.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
 */
function pluginCache(
  folder: string | undefined,
  environment: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  if (folder === undefined || (environment.TF_PLUGIN_CACHE_DIR ?? "") !== "") return {};
  const absolute = path.resolve(folder);
  // Terraform refuses a cache folder that does not exist.
  mkdirSync(absolute, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: absolute, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" };
}
