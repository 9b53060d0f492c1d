import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { mirrorFolderFor } from "./linked-mirror";
import type { ProviderMirror } from "./provider-mirror";
import { awsProviderAddress } from "./terraform-products";
import type { TerraformProduct } from "./terraform-products";

/**
 * By how much the memory of Terraform and of its provider may grow before Go collects garbage. The schema of the AWS provider
 * is so large that most of a plan of this stack is collection: with Go's default of 100 it takes 11 s of processor time
 * and 320 MB, with this 7 s and 500 MB.
 *
 * @see https://pkg.go.dev/runtime/debug#SetGCPercent
 */
const GARBAGE_COLLECTION_PERCENT = "400";

/** Options of {@link terraformEnvironment}. */
export interface TerraformEnvironmentProps {
  /** Folder for Terraform's CLI configuration; created if needed. */
  readonly folder: string;
  /** Which of the two programs runs. @default "terraform" */
  readonly binary?: TerraformProduct["binary"] | undefined;
  /** Folder to install the AWS provider from; without it Terraform downloads the provider. */
  readonly mirror?: ProviderMirror | undefined;
  /**
   * Folder that caches a downloaded provider; created if needed. The user's `TF_PLUGIN_CACHE_DIR` takes precedence.
   *
   * @default - each new stack folder downloads the provider again
   */
  readonly pluginCacheFolder?: string;
  /** The user's environment. @default - that of this process */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Environment variables for a Terraform that runs unattended against the embedded AWS. The user's `GOGC` stays. A variable with the value
 * `undefined` must be absent: merge them into the user's environment and pass that to `spawn`, which omits it.
 */
export function terraformEnvironment(props: TerraformEnvironmentProps): NodeJS.ProcessEnv {
  const { folder, mirror, pluginCacheFolder, environment = process.env } = props;
  const { binary = "terraform" } = props;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = writeTerraformCliConfig(path.join(folder, "terraform.tfrc"), mirror, binary);
  return {
    // Terraform prints no hints for interactive use, never prompts, and does not check for updates.
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
    GOGC: environment.GOGC ?? GARBAGE_COLLECTION_PERCENT,
    ...(file === undefined
      ? { ...userConfig(environment), ...pluginCache(pluginCacheFolder, environment) }
      : { TF_CLI_CONFIG_FILE: file }),
  };
}

/**
 * Writes a CLI configuration with which Terraform installs the AWS provider from a mirror, and all others from their
 * registries.
 *
 * @returns the file's absolute path, or `undefined` without a mirror
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function writeTerraformCliConfig(
  file: string,
  mirror: ProviderMirror | undefined,
  binary: TerraformProduct["binary"] = "terraform",
): string | undefined {
  if (mirror === undefined) return undefined;
  const absolute = path.resolve(file);
  const address = awsProviderAddress(binary);
  const provider = JSON.stringify([address]);
  const folder = mirrorFolderFor(mirror, address, path.dirname(absolute));
  mkdirSync(path.dirname(absolute), { recursive: true, mode: 0o700 });
  writeFileSync(
    absolute,
    `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(folder)}
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

/** If the variable names a missing file, Terraform only prints a warning for each command. */
function userConfig(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named = environment.TF_CLI_CONFIG_FILE;
  if (named === undefined || existsSync(named)) return {};
  return { TF_CLI_CONFIG_FILE: undefined };
}

/**
 * The provider has over 600 MB unpacked, and `terraform init` installs it into the stack's folder, which is generated
 * and can be removed at any time. Without a lock file Terraform uses its cache only with the second variable.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
 */
function pluginCache(
  folder: string | undefined,
  environment: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  if (folder === undefined || (environment.TF_PLUGIN_CACHE_DIR ?? "") !== "") return {};
  const absolute = path.resolve(folder);
  // Terraform rejects a cache folder that does not exist.
  mkdirSync(absolute, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: absolute, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" };
}
